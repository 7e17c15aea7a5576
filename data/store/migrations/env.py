"""Alembic's entry: runs on the engine it is given, in one transaction."""

from alembic import context

from data.store.tables import Base

engine = context.config.attributes["engine"].execution_options(writing=True)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
