"""Frames sent through FFmpeg's filters, one way in and a way out for each branch."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import groupby
from typing import cast

from av.audio.frame import AudioFrame
from av.filter import Graph
from av.filter.context import FilterContext

from content.sound.recipes import Branches, Span, kept

_READ_AHEAD = 32  # frames fed before the graph is emptied

Frames = Iterator[AudioFrame]
Mixed = Iterator[tuple[str, AudioFrame]]
Shape = tuple[int, str, str, Fraction | None]


def mixed(frames: Frames, trunk: tuple[str, ...], branches: Branches, span: Span | None = None) -> Mixed:
    """Filter frames, with a fresh graph wherever a joined recording changes its rate or channels.

    Of `span`, two seconds, only what lies between them comes out."""
    passed = 0.0
    for shape, run in groupby(frames, key=_shape):
        mixer = _Mixer(shape, (*kept(span, passed, shape[0]), *trunk), branches)
        yield from mixer.mix(run)
        passed += mixer.seconds


def _shape(frame: AudioFrame) -> Shape:
    return frame.sample_rate, frame.format.name, frame.layout.name, frame.time_base


class _Mixer:
    """A filter graph with one way in and a sink for each branch; `seconds` is what went in."""

    def __init__(self, shape: Shape, trunk: tuple[str, ...], branches: Branches) -> None:
        rate, sample, layout, time_base = shape
        self.seconds = 0.0
        self._graph = Graph()
        self._entry = self._graph.add_abuffer(
            sample_rate=rate, format=sample, layout=layout, time_base=time_base
        )
        split = self._chain(self._entry, (*trunk, f"asplit={len(branches)}"))
        self._sinks = {}
        for way, (name, filters) in enumerate(branches.items()):
            self._sinks[name] = self._chain(split, (*filters, "abuffersink"), way)
        self._graph.configure()

    def _chain(self, node: FilterContext, filters: tuple[str, ...], way: int = 0) -> FilterContext:
        for text in filters:
            name, _, settings = text.partition("=")
            following = self._graph.add(name, settings or None)
            node.link_to(following, way)
            node, way = following, 0
        return node

    def mix(self, frames: Frames) -> Mixed:
        """Send frames through and give what comes out, with the name of its branch."""
        for count, frame in enumerate(frames, 1):
            self.seconds += frame.samples / frame.sample_rate
            self._push(frame)
            if count % _READ_AHEAD == 0:
                yield from self._emptied()
        self._push(None)
        yield from self._emptied()

    def _push(self, frame: AudioFrame | None) -> None:
        with suppress(EOFError):  # a graph that has all that it keeps takes no more
            self._entry.push(frame)

    def _emptied(self) -> Mixed:
        for name, sink in self._sinks.items():
            while True:
                try:
                    frame = sink.pull()
                except (BlockingIOError, EOFError):
                    break
                yield name, cast(AudioFrame, frame)
