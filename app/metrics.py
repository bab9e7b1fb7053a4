"""Figures for Prometheus, counted from the database, so that they are right with any number of processes."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from enum import StrEnum

from flask import Blueprint, Response, abort, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from app.heartbeat import age
from app.house import House
from visitors.calls import CallRow
from visitors.people import Channel, HeardRow, VisitorRow
from visitors.requests import RequestRow, RequestState, SoundState


class MuseumCollector(Collector):
    """Reads every figure at the moment it is asked for."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[Metric]:
        """Calls, visitors, items heard, requests and the worker's silence in seconds.

        All are gauges: what is forgotten is counted no more, and a counter must never go down."""
        with self._house.database.reads() as session:
            yield GaugeMetricFamily("museline_calls", "Calls kept", value=_count(session, CallRow.id))
            yield GaugeMetricFamily("museline_heard", "Items heard", value=_count(session, HeardRow.id))
            yield _by(session, "museline_visitors", "Visitors known", VisitorRow.channel, Channel)
            yield _by(session, "museline_requests", "Requests kept", RequestRow.state, RequestState)
            sounds = RequestRow.sound_state
            yield _by(session, "museline_request_sounds", "Sounds of requests", sounds, SoundState)
            silence = age(session, "worker", self._house.clock.now())
        if silence is not None:
            yield GaugeMetricFamily(
                "museline_worker_silence_seconds", "Since the worker's beat", value=silence
            )


def create_blueprint(house: House) -> Blueprint:
    """`/metrics` for who bears the token; without a token there is no such page."""
    pages = Blueprint("metrics", __name__)
    registry = CollectorRegistry()
    registry.register(MuseumCollector(house))

    @pages.get("/metrics")
    def show_metrics() -> Response:
        token = house.settings.metrics_token
        if not token:
            abort(404)
        given = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {token}".encode()):
            raise Unauthorized(www_authenticate=WWWAuthenticate("bearer"))
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return pages


def _count(session: Session, column: InstrumentedAttribute[int]) -> int:
    return session.scalar(select(func.count(column))) or 0


def _by(
    session: Session, name: str, words: str, column: InstrumentedAttribute[str], values: type[StrEnum]
) -> Metric:
    """One figure for each value there can be, so that a graph begins at nought and not in the middle."""
    label = column.key.removeprefix("sound_")
    family = GaugeMetricFamily(name, words, labels=[label])
    counted = select(column, func.count()).group_by(column)
    found = {value: number for value, number in session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy
    for value in values:
        family.add_metric([value], found.get(value, 0))
    return family
