"""`python -m app` is `museline`."""

from app.entry import main

if __name__ == "__main__":
    main()
