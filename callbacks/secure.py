"""The Dash application with our nonce on every script it writes, and without what only old browsers need."""

import re
from typing import Any

from dash import Dash
from flask import Flask

from callbacks.files import HomeRequest
from callbacks.headers import nonce

INDEX = """<!DOCTYPE html>
<html lang="zh-CN">
<head>{%metas%}<meta name="viewport" content="width=device-width, initial-scale=1"><title>{%title%}</title>{%favicon%}{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""
WAITING = '<div id="react-entry-point"><p class="shell-waiting" role="status">正在打开，请稍候……</p></div>'
CALLBACK_LIMIT = 4 * 2**20  # bytes of one callback; uploads set their own limit


# Dash still sends core-js 2 for Internet Explorer; of it the browsers we serve need the regenerator alone, which lies among our assets.
POLYFILL = re.compile(r'<script src="[^"]*/deps/polyfill@[^"]*"></script>\s*')


class SecureDash(Dash):
    def interpolate_index(self, **parts: Any) -> str:
        parts["scripts"] = POLYFILL.sub("", parts["scripts"])
        for name in ("scripts", "renderer"):
            parts[name] = parts[name].replace("<script", f'<script nonce="{nonce()}"')
        parts["app_entry"] = WAITING
        return super().interpolate_index(**parts)


def bare_server() -> Flask:
    """Flask without its static folder; requests stream their files to the home."""
    server = Flask("chengji", static_folder=None)
    server.request_class = HomeRequest
    server.config.update(MAX_CONTENT_LENGTH=CALLBACK_LIMIT, SEND_FILE_MAX_AGE_DEFAULT=31536000)
    return server
