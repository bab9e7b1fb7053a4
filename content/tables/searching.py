"""The words by which items are found, folded, so that a search asks an index and not every text."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

# Plain order of the letters: only so does an index find the beginnings of words on PostgreSQL.
WORD = String(40).with_variant(String(40, collation="C"), "postgresql")


class SearchWordRow(Base):
    """One word that stands in an item's titles, texts or names: small letters, no accents, 40 at most."""

    __tablename__ = "search_words"
    __table_args__ = (Index("ix_search_words_item_word", "item", "word"),)

    word: Mapped[str] = mapped_column(WORD, primary_key=True)
    item: Mapped[int] = mapped_column(ForeignKey("items.number", ondelete="CASCADE"), primary_key=True)
