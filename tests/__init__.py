"""Tests of Museline."""
