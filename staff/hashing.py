"""How passwords and PINs are hashed: as OWASP's password storage guide asks, and no heavier for a small machine."""

from __future__ import annotations

from argon2 import PasswordHasher

PASSES, KIBIBYTES, LANES = 2, 19 * 1024, 1  # passes over 19 MiB in one thread
HASHER = PasswordHasher(time_cost=PASSES, memory_cost=KIBIBYTES, parallelism=LANES)
