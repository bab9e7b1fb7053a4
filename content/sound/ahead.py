"""Work done one step ahead, so that one core filters while another encodes."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def ahead(items: Iterator[Item], most: int = 8) -> Generator[Item]:
    """Draw items in a thread of their own, `most` before they are wanted; an error arrives with its item."""
    with ThreadPoolExecutor(1) as thread:
        drawn = deque(thread.submit(_draw, items) for _ in range(most))
        while item := drawn.popleft().result():
            drawn.append(thread.submit(_draw, items))
            yield item[0]


def _draw(items: Iterator[Item]) -> tuple[()] | tuple[Item]:
    """Take the next item, in a box that is empty after the last one."""
    for item in items:
        return (item,)
    return ()
