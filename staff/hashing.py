"""How passwords and PINs are hashed: as OWASP's password storage guide asks, and no heavier for a small machine."""

from __future__ import annotations

from argon2 import PasswordHasher

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # memory in KiB
