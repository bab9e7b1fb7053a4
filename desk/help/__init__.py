"""Help with every page, and the guide made from it; the words stand beside the modules, by language."""
