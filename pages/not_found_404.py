"""The page for wrong addresses."""

from components.notices import whole_page


def layout(**_):
    return whole_page("没有这个页面", "地址可能写错，或页面已经移走。")
