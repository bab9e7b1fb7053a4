"""`make bench`: every measurement, one after the other, side by side with what it is compared with."""

from bench import audio, menu

if __name__ == "__main__":
    print("A signed turn of the menu, beside a constant route of the same application:")
    menu.main()
    print("\nAudio for every channel, beside FFmpeg's own command line:")
    audio.main()
