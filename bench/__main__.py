"""`make bench`: every measurement, one after the other, side by side with what it is compared with."""

from bench import audio, desk, desk_pages, inbox, menu, outbox

if __name__ == "__main__":
    print("A signed turn of the menu, beside a constant route of the same application:")
    menu.main()
    print("\nAudio for every channel, beside FFmpeg's own command line:")
    audio.main()
    print("\nThe desk's list of items and its search, in a museum of a hundred and one of ten thousand:")
    desk.main()
    desk_pages.main()
    print("\nThe inbox with a thousand requests and with a million:")
    inbox.main()
    print("\nTen thousand messages that are due, beside the pace that the chat's carrier allows:")
    outbox.main()
