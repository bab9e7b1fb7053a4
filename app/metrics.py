"""Figures for Prometheus, counted from the database, so that they are right with any number of processes."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.heartbeat import age
from app.house import House
from visitors.calls import CallRow
from visitors.people import HeardRow, VisitorRow
from visitors.requests import RequestRow


class MuseumCollector(Collector):
    """Reads every figure at the moment it is asked for."""

    def __init__(self, house: House) -> None:
        self._house = house

    def collect(self) -> Iterator[Metric]:
        """Calls, visitors, items heard, requests and the worker's silence in seconds."""
        with self._house.database.reads() as session:
            yield CounterMetricFamily("museline_calls", "Calls answered", value=_count(session, CallRow.id))
            yield CounterMetricFamily("museline_heard", "Items heard", value=_count(session, HeardRow.id))
            yield _by(session, "museline_visitors", "Visitors known", VisitorRow.channel, "channel")
            yield _by(session, "museline_requests", "Requests kept", RequestRow.state, "state")
            yield _by(
                session, "museline_request_sounds", "Sounds of requests", RequestRow.sound_state, "state"
            )
            silence = age(session, "worker", self._house.clock.now())
        yield GaugeMetricFamily(
            "museline_worker_silence_seconds", "Since the worker's last beat", value=silence or 0
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
        if not hmac.compare_digest(
            request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()
        ):
            abort(401)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return pages


def _count(session: Session, column: object) -> int:
    return session.scalar(select(func.count(column))) or 0  # type: ignore[arg-type]


def _by(session: Session, name: str, words: str, column: object, label: str) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, number in session.execute(select(column, func.count()).group_by(column)):  # type: ignore[call-overload]
        family.add_metric([str(value)], number)
    return family
