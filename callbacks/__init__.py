"""What answers the browser: Dash callbacks, one file per page, Flask routes and the gate."""

from dash import Dash

from callbacks import admin, audit, errors, files, gate, headers, health, shell, signin
from callbacks.context import KEY, Context

CALLBACKS = (shell, audit, admin)
ROUTES = (health, signin, files)


def register_callbacks(app: Dash, context: Context) -> None:
    """The gate first, then everything it guards."""
    app.server.config[KEY] = context
    headers.install(app.server, context.settings.https)
    gate.install(app)
    errors.install(app.server)
    for module in ROUTES:
        module.install(app.server)
    for module in CALLBACKS:
        module.register(app)
