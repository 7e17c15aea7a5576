"""What answers the browser: Dash callbacks, one file per page, Flask routes and the gate."""

from dash import Dash

from callbacks import (
    admin,
    assessment,
    attachments,
    audit,
    citymap,
    conflicts,
    errors,
    exports,
    files,
    funds,
    gate,
    geo,
    headers,
    health,
    indicator,
    indicators,
    ledgers,
    map_box,
    map_cover,
    map_gaps,
    map_legend,
    order,
    overview,
    quality,
    reports,
    restatements,
    score,
    shell,
    signin,
    submission,
    submissions,
    supervision,
    system,
    task,
    tasks,
    templates,
    tiles,
    underground,
    unit,
    wallscreen,
)
from callbacks.context import KEY, Context

CALLBACKS = (shell, overview, wallscreen, indicators, system, indicator, unit, citymap, map_legend, map_gaps, map_box, map_cover, underground, tasks, task,
             supervision, order, assessment, score, restatements, reports, submissions, submission, templates, ledgers, quality, conflicts, funds,
             audit, admin)
ROUTES = (health, signin, files, templates, attachments, geo, tiles, underground, exports)


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
