"""Run by Alembic: applies migrations to the engine it was handed."""

from alembic import context
from sqlalchemy import Engine

from app.tables import collect
from db.database import WRITES

engine: Engine = context.config.attributes["engine"]
with engine.execution_options(**WRITES).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=collect(),
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
