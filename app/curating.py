"""Commands for content packs: check, take in, give out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.house import open_house
from app.refusal import Refused
from content.packs.exporting import FolderInUse, export_pack
from content.packs.importing import PackRefused, import_pack
from content.packs.validation import validate
from settings import read_settings

content = typer.Typer(help="Check, import and export content packs.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(help="The pack's folder.")]


@content.command("validate")
def check_pack(folder: Folder) -> None:
    """Name every mistake in a pack, with file, line and what to do."""
    mistakes = validate(folder)
    for mistake in mistakes:
        print(mistake)
    blocking = sum(1 for mistake in mistakes if mistake.blocks)
    if blocking:
        raise Refused(f"{blocking} to mend before this pack can come in.")
    print("This pack can come in." if mistakes else "Nothing is wrong with this pack.")


@content.command("import")
def take_in(folder: Folder) -> None:
    """Import a pack: all of it, or with a mistake nothing."""
    house = open_house(read_settings())
    try:
        report = import_pack(house.database, house.media, folder, house.clock)
    except PackRefused as error:
        for mistake in error.mistakes:
            print(mistake)
        raise Refused(f"{len(error.mistakes)} to mend; nothing was changed.") from error
    print(report)


@content.command("export", short_help="Write all content as a pack to edit by hand.")
def give_out(folder: Folder) -> None:
    """Write all content as a pack that can be edited by hand and imported again."""
    house = open_house(read_settings())
    try:
        export_pack(house.database, house.media, folder)
    except FolderInUse as error:
        raise Refused(str(error)) from error
    print(f"Written to {folder}")
