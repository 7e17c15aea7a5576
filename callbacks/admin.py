"""系统: shows home, settings, jobs and accounts; adds, disables, resets, gives roles."""

from dash import Input, Output, State

from callbacks.admin_facts import home_facts, setting_rows
from callbacks.context import current_actor, now, settings, store
from callbacks.exports import book
from callbacks.marks import requires
from components import ids
from components.admin import home_table, job_choices, job_table, misplaced_files, one_time, settings_table, user_table
from components.notices import success
from data.access import accounts
from data.access.accounts import Newcomer
from data.access.roles import Permission
from data.errors import GovernanceError
from data.intake.inbox import misplaced
from data.jobs.work import cancel, recent_jobs
from data.store.rulebook import find_newest_book
from data.vocabulary import Role

JOBS_SHOWN = 30


def register(app):
    _register_facts(app)
    _register_jobs(app)
    _register_user_list(app)
    _register_user_acts(app)
    _register_roles(app)


def _register_facts(app):
    @app.callback(Output(ids.Admin.HOME, "children"), Output(ids.Admin.SETTINGS, "children"), Input(ids.Admin.HOME, "id"))
    @requires(Permission.VIEW_SYSTEM)
    def show_facts(_id):
        with store().read() as session:
            return home_table(home_facts(session, store(), settings(), now().date())), settings_table(setting_rows(settings()), book("settings"))


def _register_jobs(app):
    @app.callback(Output(ids.Admin.JOBS, "children"), Output(ids.Admin.JOB, "data"), Input(ids.Admin.JOBS_TIMER, "n_intervals"),
                  Input(ids.Admin.JOB_ANSWER, "children"))
    @requires(Permission.VIEW_JOBS)
    def show_jobs(_turn, _answer):
        with store().read() as session:
            jobs = recent_jobs(session, JOBS_SHOWN)
        return [misplaced_files(misplaced(store(), settings())), job_table(jobs, book("jobs"))], job_choices(jobs)

    @app.callback(Output(ids.Admin.JOB_ANSWER, "children"), Input(ids.Admin.CANCEL_JOB, "n_clicks"), State(ids.Admin.JOB, "value"),
                  prevent_initial_call=True)
    @requires(Permission.VIEW_JOBS)  # whose job may be cancelled by whom, cancel() knows
    def cancel_job(_clicks, job):
        if not str(job or "").isdigit():
            raise GovernanceError("请先选择要取消的任务")
        with store().write() as session:
            cancel(session, current_actor(), int(job), now())
        return success(f"任务 {job} 已取消")


def _register_user_list(app):
    @app.callback(
        Output(ids.Admin.USERS, "children"), Output(ids.Admin.USER, "data"), Output(ids.Admin.NEW_UNIT, "data"),
        Output(ids.Admin.ROLE_UNIT, "data"), Input(ids.Admin.USERS_TURN, "data"))
    @requires(Permission.VIEW_USERS)
    def show_users(_turn):
        with store().read() as session:
            found = accounts.users(session, current_actor())
            rules = find_newest_book(session)
        units = {unit.code: unit.short_name for unit in rules.members} if rules else {}
        choices = [{"value": code, "label": name} for code, name in units.items()]
        return user_table(found, units, book("users")), [{"value": u.name, "label": f"{u.name}（{u.shown_name}）"} for u in found], choices, choices


def _register_user_acts(app):
    answer = (Output(ids.Admin.USER_ANSWER, "children", allow_duplicate=True), Output(ids.Admin.USERS_TURN, "data", allow_duplicate=True))
    turn, chosen = State(ids.Admin.USERS_TURN, "data"), State(ids.Admin.USER, "value")

    @app.callback(*answer, Input(ids.Admin.ADD, "n_clicks"), State(ids.Admin.NEW_NAME, "value"), State(ids.Admin.NEW_SHOWN, "value"),
                  State(ids.Admin.NEW_ROLE, "value"), State(ids.Admin.NEW_UNIT, "value"), turn, prevent_initial_call=True)
    @requires(Permission.MANAGE_USERS)
    def add_user(_clicks, name, shown, role, unit, turn):
        password = accounts.one_time_password()
        newcomer = Newcomer(str(name or ""), str(shown or ""), chosen_role(role), unit or None)
        with store().write() as session:
            user = accounts.add_user(session, newcomer, password, current_actor(), now())
        return one_time(user.name, password), (turn or 0) + 1

    @app.callback(*answer, Input(ids.Admin.RESET, "n_clicks"), chosen, turn, prevent_initial_call=True)
    @requires(Permission.MANAGE_USERS)
    def reset_password(_clicks, name, turn):
        password = accounts.one_time_password()
        with store().write() as session:
            accounts.reset_password(session, chosen_name(name), password, current_actor(), now())
        return one_time(name, password), (turn or 0) + 1

    @app.callback(*answer, Input(ids.Admin.DISABLE, "n_clicks"), chosen, turn, prevent_initial_call=True)
    @requires(Permission.MANAGE_USERS)
    def disable_user(_clicks, name, turn):
        with store().write() as session:
            accounts.disable_user(session, chosen_name(name), current_actor(), now())
        return success(f"账号 {name} 已停用，其登录已全部失效"), (turn or 0) + 1

    @app.callback(*answer, Input(ids.Admin.ENABLE, "n_clicks"), chosen, turn, prevent_initial_call=True)
    @requires(Permission.MANAGE_USERS)
    def enable_user(_clicks, name, turn):
        with store().write() as session:
            accounts.enable_user(session, chosen_name(name), current_actor(), now())
        return success(f"账号 {name} 可以使用"), (turn or 0) + 1


def _register_roles(app):
    @app.callback(
        Output(ids.Admin.USER_ANSWER, "children"), Output(ids.Admin.USERS_TURN, "data"), Input(ids.Admin.CHANGE_ROLE, "n_clicks"),
        State(ids.Admin.USER, "value"), State(ids.Admin.ROLE, "value"), State(ids.Admin.ROLE_UNIT, "value"),
        State(ids.Admin.USERS_TURN, "data"), prevent_initial_call=True)
    @requires(Permission.MANAGE_ROLES)
    def change_role(_clicks, name, role, unit, turn):
        with store().write() as session:
            accounts.change_role(session, chosen_name(name), (chosen_role(role), unit or None), current_actor(), now())
        return success(f"账号 {name} 的角色已调整，需重新登录"), (turn or 0) + 1


def chosen_name(name) -> str:
    if not name:
        raise GovernanceError("请先选择账号")
    return str(name)


def chosen_role(role) -> Role:
    if role not in set(Role):
        raise GovernanceError("请选择角色")
    return Role(role)
