"""Problems of the ledgers: headers, keys, choices, rules and the fields their filters read."""

import pytest

from data.catalogue.book import load_texts
from data.catalogue.check import check
from data.catalogue.check_ledgers import heading
from tests.data.catalogue.broken import changed, default_book, problems

POLE = "ledgers/pole.yaml："


@pytest.mark.parametrize(("old", "new", "said"), [
    ("code: pole\n", "code: poles\n", "ledgers/pole.yaml：文件名应与台账代码 poles 一致"),
    ("field: road", "field: name", f"{POLE}列 name 重复"),
    ("aliases: [所在道路,", "aliases: [灯杆编号,", f"{POLE}表头或别名 灯杆编号 重复"),
    ("aliases: [所在道路,", "aliases: [经度（°）,", f"{POLE}表头或别名 经度(°) 重复"),
    ("id: stopped_needs_reason", "id: built_needs_date", f"{POLE}规则 built_needs_date 重复"),
    ("key: [pole_no]", "key: [pole_number]", f"{POLE}没有列 pole_number"),
    ("key: [pole_no]", "key: []", f"{POLE}key 不能为空"),
    ("key: [pole_no]", "key: [road]", f"{POLE}键 road 的列应为必填"),
    ("kind_field: build_mode", "kind_field: mode", f"{POLE}没有列 mode"),
    ("date_field: built_on", "date_field: road", f"{POLE}date_field road 的类型应为 date"),
    ("placed: 是\n", "", f"{POLE}same_place_within 只写在 placed 为是的台账：没有坐标就没有位置可比"),
    ("field: lng\n", "field: east\n", f"{POLE}没有列 lng"),
    ("    code: beidou\n", "", f"{POLE}列 grid 的类型为 code 时须写 code 种类，其他类型不写"),
    ("field: road\n", "field: road\n    code: free\n", f"{POLE}列 road 的类型为 code 时须写 code 种类，其他类型不写"),
    ("    choices: [新建, 改造, 共享]\n", "", f"{POLE}列 build_mode 的类型为 choice 时须写 choices，其他类型不写"),
    ("choices: [新建, 改造, 共享]", "choices: [新建, 新建, 改造, 共享]", f"{POLE}列 build_mode 的选项 新建 重复"),
    ("新装: 新建", "新装: 新造", f"{POLE}列 build_mode 的选项别名“新装”指向没有的选项“新造”"),
    ("新装: 新建", "改造: 新建", f"{POLE}列 build_mode 的选项别名“改造”本身就是选项"),
    ("minimum: 3\n", "minimum: 31\n", f"{POLE}列 height_m 的下限大于上限"),
    ("field: road\n", "field: road\n    cumulative: 是\n", f"{POLE}列 road 不是数字，不能设为累计数或限制增幅"),
    ("field: road\n", "field: road\n    jump_percent: 30\n", f"{POLE}列 road 不是数字，不能设为累计数或限制增幅"),
    ("    field: built_on\n    when", "    field: opened_on\n    when", f"{POLE}规则 built_needs_date 标注的列 opened_on 不存在"),
    ("    require: {present: built_on}\n", "", f"{POLE}规则 built_needs_date 应写 require 或 check 之一"),
    ("require: {present: built_on}", "check: built_is_sound", f"{POLE}规则 built_needs_date 的 check built_is_sound 不存在"),
    ("require: {present: built_on}", "check: opening_equals_last_closing",
     f"{POLE}规则 built_needs_date 的 check opening_equals_last_closing 需要列 opening"),
    ("require: {present: built_on}", "check: opening_plus_current_equals_closing\n    reads: [mounts, height_m]",
     f"{POLE}规则 built_needs_date 的 reads 应依次写 3 列，对应 opening、current、closing"),
    ("require: {present: built_on}", "check: opening_equals_last_closing\n    reads: [mounts, height_cm]",
     f"{POLE}规则 built_needs_date 的 check opening_equals_last_closing 需要列 height_cm"),
    ("require: {present: built_on}", "require: {present: built_on}\n    reads: [mounts]",
     f"{POLE}规则 built_needs_date 的 reads 应依次写 0 列，对应 （没有 check 的规则不写 reads）"),
    ("require: {present: built_on}", "require: {present: built_on}\n    margin: 12", f"{POLE}规则 built_needs_date 的 margin 须写、也只写在这些 check 中"),
    ("require: {present: built_on}", "check: within_months_of_period_end\n    reads: [built_on]", f"{POLE}规则 built_needs_date 的 margin 须写"),
    ("require: {present: built_on}", "require: {present: built_on}\n    linked: [pole, mounts]", f"{POLE}规则 built_needs_date 的 linked 须写、也只写在这些"),
    ("require: {present: built_on}", "check: at_most_linked\n    reads: [road, mounts]", f"{POLE}规则 built_needs_date 的 linked 须写、也只写在这些"),
    *(("require: {present: built_on}", f"check: at_most_linked\n    reads: [road, mounts]\n    linked: {linked}",
       f"{POLE}规则 built_needs_date 的 linked 应写台账") for linked in ("[pole]", "[poles, mounts]", "[pole, mount]", "[pole, mounts, road]")),
    ("require: {present: built_on}", "check: at_most_linked\n    reads: [road, mounts]\n    linked: [borehole, name]",
     f"{POLE}规则 built_needs_date 的 mounts 与 borehole 的 name 不能比较"),
    ("require: {present: built_on}", "check: one_level_below_linked\n    reads: [road, build_mode]\n    linked: [pole, status]",
     f"{POLE}规则 built_needs_date 的 build_mode 与 pole 的 status 不能比较"),
    ("require: {present: built_on}", "require: {present: opened_on}",
     f"{POLE}规则 built_needs_date 的条件用到台账 pole 没有的字段 opened_on"),
    ("require: {present: built_on}", "require: {before: [built_on, $asked_on]}",
     f"{POLE}规则 built_needs_date 的条件用到台账 pole 没有的字段 asked_on"),
    ("require: {present: built_on}", "require: {eq: [code_ok, true]}",
     f"{POLE}规则 built_needs_date 的条件用到台账 pole 没有的字段 code_ok"),
    ("when: {eq: [status, 停用]}", "when: {eq: [status, 拆除]}", f"{POLE}规则 stopped_needs_reason 的条件中，字段 status 不可能是“拆除”"),
    ("{between: [mounts, 1, 50]}", "{between: [mounts, 一, 50]}", f"{POLE}规则 mounted_5g_is_a_mount 的条件中，字段 mounts 不可能是“一”"),
    ("{after: [built_on, $period_end]}", "{after: [built_on, 2023-13-01]}",
     f"{POLE}规则 built_on_not_after_period 的条件中，字段 built_on 不可能是“2023-13-01”"),
    ("require: {present: built_on}", "require: {linked: [road, roads]}", f"{POLE}规则 built_needs_date 的条件关联到没有的台账 roads"),
    ("require: {present: built_on}", "require: {not: {linked: [road, station]}}",
     f"{POLE}规则 built_needs_date 的 linked 只能单独写在 require 中"),
    ("when: {eq: [status, 停用]}", "when: {linked: [road, station]}", f"{POLE}规则 stopped_needs_reason 的 linked 只能单独写在 require 中"),
    ('{eq: [code_ok, "true"]}', "{eq: [code_ok, 合规]}", f"{POLE}counted 的条件中，字段 code_ok 不可能是“合规”"),
    ("placed: 是\n", "placed: 是\ncoverage: [{code: a, name: b, met: {eq: [nothing, x]}, words: c}]\n",
     f"{POLE}coverage a met 的条件用到台账 pole 没有的字段 nothing"),
    ("placed: 是\n", "placed: 是\ncoverage: [{code: a, name: b, met: {present: road}, of: [fund], words: c}]\n",
     f"{POLE}coverage a 的 of 写了没有的或没有坐标的台账 fund"),
    ("placed: 是\n", "coverage: [{code: a, name: b, met: {present: road}, words: c}]\n", f"{POLE}coverage 只写在 placed 为是的台账"),
    ('{eq: [code_ok, "true"]}', "{eq: [code_good, true]}", f"{POLE}counted 的条件用到台账 pole 没有的字段 code_good"),
])
def test_a_problem_of_a_ledger_is_found(old, new, said):
    found = problems("ledgers/pole.yaml", old, new)
    assert any(problem.startswith(said) for problem in found), found


def test_two_files_with_one_code_are_found():
    texts = dict(default_book().texts)
    texts["ledgers/pole_two.yaml"] = texts["ledgers/pole.yaml"]
    found = check(load_texts(texts))
    assert "ledgers：台账代码 pole 重复" in found and "ledgers/pole_two.yaml 第 3 行：文件名应与台账代码 pole 一致" in found


def test_a_word_that_tells_two_ledgers_is_found():
    assert problems("ledgers/coding.yaml", "title_words: [编码赋码,", "title_words: [摸底,") == ["ledgers：识别台账的词 摸底 重复"]


def test_a_cumulative_column_needs_a_column_for_the_reason():
    found = problems("ledgers/coding_baseline.yaml", "field: reduction_reason", "field: reason")
    assert found == ["ledgers/coding_baseline.yaml：列 due_count 是累计数，台账须有核减原因列 reduction_reason"]


@pytest.mark.parametrize("written", ["kind: 改造", "on_date: 2023-06-30", "disputed: false", "region: 990102"])
def test_counted_may_read_what_the_house_adds_to_a_row(written):
    field, value = written.split(": ")
    texts = changed("ledgers/pole.yaml", '{eq: [code_ok, "true"]}', f'{{eq: [{field}, "{value}"]}}')
    assert check(load_texts(texts)) == []


@pytest.mark.parametrize(("one", "other"), [
    ("经度（°）", "经度(°)"), (" 杆 号 ", "杆号"), ("GNODEB标识", "gNodeB标识"), ("５Ｇ挂载", "5G挂载")])
def test_headings_are_compared_without_width_case_and_blanks(one, other):
    assert heading(one) == heading(other)
