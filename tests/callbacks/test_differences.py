"""The list of differences through the wire: on the page of a file, paged, as a workbook, in one's scope."""

from io import BytesIO

import openpyxl

MORE = "submission-differences-more.n_clicks"


def shown(seat, number, changed="", following=None):
    return seat.fire("submission.show_differences", changed=changed, submission_number__data={"number": str(number)},
                     submission_differences_from__data=following)


def test_a_resubmission_tells_what_it_changed(desk, handed):
    handed(8, 9)
    number, unit = handed(8, 12), desk.enter("unit1")
    answer = shown(unit, number)
    assert all(words in answer for words in ("变更 1 行", "A2", "高度：", '"9"', '"12"')) and "A1" not in answer
    assert '"submission-differences-more":{"disabled":true}' in answer
    assert shown(desk.enter("unit2"), number).is_refused and "变更 1 行" in shown(desk.enter("leader"), number)


def test_a_refused_file_changed_nothing(desk, handed):
    assert "没有变化" in shown(desk.enter("unit1"), handed("高"))


def test_a_long_list_is_paged(desk, handed):
    number, unit = handed(*[8] * 60), desk.enter("unit1")
    first = shown(unit, number)
    assert "新增 60 行" in first and '"submission-differences-more":{"disabled":false}' in first and '"submission-differences-first":{"disabled":true}' in first
    second = shown(unit, number, MORE, "A54")
    assert "A55" in second and "A10" not in second and '"submission-differences-first":{"disabled":false}' in second


def test_it_downloads_as_a_workbook(desk, handed):
    handed(8, 9)
    number, unit = handed(8, 12), desk.enter("unit1")
    answer = unit.person.get(f"/export/differences?subject={number}")
    assert answer.status_code == 200
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.data)).active.iter_rows()]
    assert ["变化", "对象", "名称", "列", "原值", "新值"] in cells and ["变更", "A2", "2号杆", "高度", "9", "12"] in cells
    assert desk.enter("unit2").person.get(f"/export/differences?subject={number}").status_code == 404
