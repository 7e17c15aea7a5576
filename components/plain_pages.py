"""The pages that stand before the application: sign-in and change of password, plain HTML without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import DictLoader, Environment

from data.access.demo_accounts import DemoAccount

FRAME = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ heading }} · 城基督导平台</title>
<link rel="icon" href="/assets/favicon.ico"><link rel="stylesheet" href="{{ style }}">
{% if page.loading %}<meta http-equiv="refresh" content="3">{% endif %}
</head>
<body class="door">
<section class="door-face">
  <div class="door-words">
    <p class="door-city">{{ page.city }}</p>
    <h1>城市数字公共基础设施<br>建设督导平台</h1>
    <p class="door-motto">一个底数 · 一张图 · 一本账</p>
    {% if page.banner %}<p class="door-banner">{{ page.banner }}</p>{% endif %}
  </div>
</section>
<main class="door-desk">{% block desk %}{% endblock %}</main>
</body>
</html>"""

SIGN_IN = """{% extends "frame" %}{% block desk %}
<form class="door-card" method="post" action="/login" autocomplete="on">
  <h2>登录</h2>
  {% if page.loading %}<p class="door-note" role="status">演示城市装入 {{ page.loading }}，请稍候，本页会自动刷新。</p>{% endif %}
  {% if refusal %}<p class="door-refusal" role="alert">{{ refusal }}</p>{% endif %}
  <label>用户名<input name="name" autocomplete="username" maxlength="40" required value="{{ name }}"
    {% if not name %}autofocus{% endif %}></label>
  <label>密码<input name="password" type="password" autocomplete="current-password" maxlength="128" required
    {% if name %}autofocus{% endif %}></label>
  <input type="hidden" name="csrf" value="{{ page.csrf }}"><input type="hidden" name="next" value="{{ page.next }}">
  <button type="submit">登 录</button>
  <p class="door-small">忘记密码或账号被锁定，请联系本单位系统管理员。连续输错 5 次将锁定 15 分钟。</p>
</form>
{% if accounts %}
<section class="door-card door-demo" aria-label="演示账号">
  <h2>演示账号 <small>密码均为 <code>{{ accounts[0].password }}</code>，点一下直接进入</small></h2>
  <div class="door-accounts">
  {% for account in accounts %}
    <form method="post" action="/login">
      <input type="hidden" name="name" value="{{ account.name }}"><input type="hidden" name="password" value="{{ account.password }}">
      <input type="hidden" name="csrf" value="{{ page.csrf }}"><input type="hidden" name="next" value="{{ page.next }}">
      <button type="submit" class="door-account"><b>{{ account.unit or account.role }}</b><span>{{ account.name }}</span></button>
    </form>
  {% endfor %}
  </div>
</section>
{% endif %}
{% endblock %}"""

PASSWORD = """{% extends "frame" %}{% block desk %}
<form class="door-card" method="post" action="/password">
  <h2>修改密码</h2>
  {% if must_change %}<p class="door-note">初始密码或已过期的密码须先修改，修改后请重新登录。</p>{% endif %}
  {% if refusal %}<p class="door-refusal" role="alert">{{ refusal }}</p>{% endif %}
  <label>原密码<input name="old" type="password" autocomplete="current-password" maxlength="128" required autofocus></label>
  <label>新密码<input name="new" type="password" autocomplete="new-password" maxlength="128" required></label>
  <label>再输一次新密码<input name="again" type="password" autocomplete="new-password" maxlength="128" required></label>
  <input type="hidden" name="csrf" value="{{ page.csrf }}">
  <button type="submit">修改密码</button>
  <p class="door-small">至少 10 个字符，含大写字母、小写字母、数字、其他符号中的三类；每 90 天更换一次。
    {% if not must_change %}<a href="/">返回</a>{% endif %}</p>
</form>
{% endblock %}"""

COMING = """{% extends "frame" %}{% block desk %}
<section class="door-card" role="status">
  <h2>标注后的文件正在生成</h2>
  <p class="door-note">生成好后会自动开始下载，请稍候；下载后可返回报送详情。</p>
  <p class="door-small"><a href="{{ back }}">返回报送详情</a></p>
</section>
{% endblock %}"""

# The browser keeps assets for a year; a changed file gets a new address.
STYLE = f"/assets/door.css?m={(Path(__file__).parent / 'assets' / 'door.css').stat().st_mtime_ns}"
_TEMPLATES = Environment(loader=DictLoader({"frame": FRAME, "signin": SIGN_IN, "password": PASSWORD, "coming": COMING}), autoescape=True)


@dataclass(frozen=True)
class PlainPage:
    """What both pages show around their form."""

    city: str
    banner: str
    csrf: str
    next: str = "/"
    loading: str = ""  # n/N while the demo city is being loaded and nobody can sign in yet


def signin_page(page: PlainPage, name: str = "", refusal: str = "", accounts: Sequence[DemoAccount] = ()) -> str:
    return _TEMPLATES.get_template("signin").render(heading="登录", page=page, style=STYLE, name=name, refusal=refusal, accounts=accounts)


def password_page(page: PlainPage, must_change: bool, refusal: str = "") -> str:
    return _TEMPLATES.get_template("password").render(heading="修改密码", page=page, style=STYLE, must_change=must_change, refusal=refusal)


def coming_page(city: str, back: str) -> str:
    """What is shown while a file is being made; it asks again by itself."""
    page = PlainPage(city, "", "", loading="1/1")
    return _TEMPLATES.get_template("coming").render(heading="正在生成", page=page, style=STYLE, back=back)
