"""`python -m app` is `museline`."""

from app.commands import main

if __name__ == "__main__":
    main()
