"""单元格级 — what stands in one cell of the good workbook."""

from datetime import date, datetime

from tests.bad_inputs.case import Case, bad, fine
from tests.bad_inputs.good import pole, poles, spot, with_cells
from tests.bad_inputs.spoil import STRINGS, with_part

WIDE = {ord("0") + n: ord("０") + n for n in range(10)}
BIG = 990102050401000000003.0  # what a spreadsheet makes of 21 digits: the last five are gone


def cell(name: str, field: str, value, *wrong: str, doubts: tuple[str, ...] = ()) -> Case:
    """One cell of the third pole, and what is said of it."""
    return bad(name, lambda: poles({field: {3: value}}), *(spot(rule, field) for rule in wrong), doubts=[spot(rule, field) for rule in doubts])


def same(title: str, /, **cells) -> Case:
    """Other writings of what stands in the third row."""
    return fine(title, lambda: poles(with_cells(**cells)))


CODES = [
    cell("21位代码成了数字", "code", BIG, "code_is_text"),
    cell("代码成了科学计数法的文字", "code", "9.90102050401E+20", "code_is_text"),
    cell("代码少一位", "code", "99010205040100000003", "entity_code_form"),
    cell("代码多一位", "code", "9901020504010000000031", "entity_code_form"),
    cell("代码里的零写成字母O", "code", "99010205O401000000003", "entity_code_form"),
    cell("代码里的一写成字母l", "code", "990102050401000000003".replace("1", "l", 1), "entity_code_form"),
    cell("代码中间有空格", "code", "990102 050401 000000003", "entity_code_form"),
    cell("代码中间有换行", "code", "990102050401\n000000003", "entity_code_form"),
    cell("代码中间有零宽空格", "code", "990102050401\u200b000000003", "entity_code_form"),
    cell("代码前加了撇号", "code", "'990102050401000000003", "entity_code_form"),
    cell("代码写成等号加引号", "code", '="990102050401000000003"', "entity_code_form"),
    cell("一格两个代码", "code", "990102050401000000003、990102050401000000009", "entity_code_form"),
    cell("代码成了逻辑值", "code", True, "code_is_text"),
    cell("杆号中间有换行", "pole_no", "A0\n03", "free_form"),
    cell("杆号中间有制表符", "pole_no", "A0\t03", "free_form"),
    cell("杆号中间有零宽空格", "pole_no", "A0\u200b03", "free_form"),
    cell("杆号被改成日期", "pole_no", date(2023, 3, 12), "code_is_text"),
    cell("杆号成了长数字", "pole_no", 1.2e17, "code_is_text"),
    cell("杆号成了小数", "pole_no", 3.12, "code_is_text"),
    cell("杆号过长", "pole_no", "A" * 201, "free_form"),
    cell("分类代码丢了前面的零", "class_code", 50401, "class_code_form"),
    cell("分类代码是文字", "class_code", "路灯", "class_code_form"),
    cell("区划代码是名称", "region", "云桥区", "region_code_form"),
    cell("区划代码是外市的", "region", "880101", "region_code_form"),
    cell("区划代码是十二位", "region", "990102001001", "region_code_form"),
    cell("网格码不合规", "grid", "X50Q1", "beidou_form"),
    same("代码用全角数字", code="990102050401000000003".translate(WIDE)),
    same("代码前后有空格和制表符", code="\t990102050401000000003 ", pole_no=" A003\u3000"),
    same("代码末尾有换行", code="990102050401000000003\n", pole_no="A003\r\n"),
    same("代码末尾有零宽空格", code="990102050401000000003\u200b"),
    same("区划代码是数字", region=990102),
    same("网格码用小写", grid=str(pole(3)["grid"]).lower()),
]
NUMBERS = [
    cell("高度写成中文", "height_m", "十三米左右", "number_form"),
    cell("高度带错单位", "height_m", "1300cm", "number_unit"),
    cell("高度是区间", "height_m", "12~15", "number_form"),
    cell("高度加约字", "height_m", "约13", "number_form"),
    cell("小数点写成逗号", "height_m", "13,5", "number_form"),
    cell("高度低于下限", "height_m", 2.9, "range"),
    cell("高度高于上限", "height_m", 30.1, "range"),
    cell("高度是负数", "height_m", -13, "range"),
    cell("高度是NaN", "height_m", "NaN", "number_form"),
    cell("高度是inf", "height_m", "inf", "number_form"),
    cell("高度大得溢出", "height_m", "1e999", "number_form"),
    cell("高度是逻辑值", "height_m", True, "number_form"),
    cell("高度被改成日期", "height_m", date(2023, 3, 12), "number_form"),
    cell("高度是公式文字", "height_m", "=A1+1", "number_form"),
    cell("设备数是小数", "mounts", 2.5, "integer_form"),
    cell("设备数是负数", "mounts", -1, "range"),
    cell("设备数带万字", "mounts", "1.2万", "range"),
    cell("设备数是文字", "mounts", "两台", "number_form"),
    same("数字存成文本", height_m="13", mounts="2"),
    same("数字用全角", height_m="１３", mounts="２"),
    same("数字后写了同样的单位", height_m="13米", mounts="2 台"),
    same("数字前后有空格", height_m=" 13.0 ", mounts="\u00a02"),
]
DAYS = [
    cell("日期不存在2月30日", "built_on", "2023-02-30", "date_form"),
    cell("日期不存在6月31日", "built_on", "2023年6月31日", "date_form"),
    cell("日期写成六月底", "built_on", "6月底", "date_form"),
    cell("日期月日年", "built_on", "06/03/2023", "date_form"),
    cell("日期只有两位年", "built_on", "23-6-3", "date_form"),
    cell("日期成了小数2023.1", "built_on", 2023.1, "date_form"),
    cell("日期是文字", "built_on", "待定", "date_form"),
    cell("日期是逻辑值", "built_on", False, "date_form"),
    cell("一格两个日期", "built_on", "2023-06-01至2023-06-03", "date_form"),
    cell("日期晚于报送月份", "built_on", date(2023, 7, 1), "built_on_not_after_period"),
    cell("日期在遥远的将来", "built_on", date(2032, 6, 3), "built_on_not_after_period"),
    cell("日期是占位1990-01-01", "built_on", date(1990, 1, 1), doubts=("date_placeholder",)),
    cell("日期只写到月", "built_on", "2023年6月", doubts=("date_to_day",)),
    cell("日期是零", "built_on", 0, "built_needs_date", doubts=("date_placeholder",)),
    same("日期用点", built_on="2023.6.3"),
    same("日期用中文", built_on="2023年6月3日"),
    same("日期用全角", built_on="２０２３－０６－０３"),
    same("日期连写", built_on="20230603"),
    same("日期是序列号", built_on=45080),
    same("日期带时刻", built_on=datetime(2023, 6, 3, 14, 30)),
    same("日期文字带时刻", built_on="2023-06-03 14:30:00"),
]
EMPTY = ("pole_no", "code", "class_code", "region", "name", "road", "build_mode", "height_m", "reserved_5g", "mounted_5g", "mounts", "lng", "lat", "crs",
         "grid", "status", "built_on", "cut_off")
NEEDED = ("pole_no", "region", "build_mode", "reserved_5g", "mounted_5g", "lng", "lat", "status")
WORDS = [
    cell("必填为空", "build_mode", None, "required"),
    cell("必填只有空格", "build_mode", "  \u3000", "required"),
    cell("必填写横线", "build_mode", "—", "required"),
    cell("状态不在选项", "status", "己建成", "choice_known"),
    cell("建设方式不在选项", "build_mode", "拆迁", "choice_known"),
    cell("两个选项", "build_mode", "新建、改造", "choice_known"),
    cell("是否看不懂", "reserved_5g", "大概有", "choice_known"),
    cell("坐标系不认识", "crs", "西安80", "choice_known"),
    cell("名称过长", "name", "杆" * 201, "text_length"),
    cell("备注过长", "remark", "长" * 501, "text_length"),
    cell("经度是文字", "lng", "东经一百零二度", "degrees_form"),
    cell("经度缺失", "lng", None, "required"),
    cell("一格两个坐标", "lng", "102.52471,40.00838", "degrees_form"),
    cell("度分秒的分过60", "lat", "40°75′00″", "degrees_form"),
    cell("经度过180", "lng", 1025.2471, "degrees_range"),
    bad("一行全空只剩备注", lambda: poles({name: {3: None} for name in EMPTY} | {"remark": {3: "新增"}}), *(spot("required", name) for name in NEEDED)),
    bad("一行多处错误都指出", lambda: poles({"height_m": {2: "高", 5: 99}, "status": {2: "坏"}, "code": {4: "1"}}), spot("number_form", "height_m", 2),
        spot("range", "height_m", 5), spot("choice_known", "status", 2), spot("entity_code_form", "code", 4)),
    bad("同一错误在各行都指出", lambda: poles({"height_m": dict.fromkeys(range(1, 7), "高")}), *(spot("number_form", "height_m", n) for n in range(1, 7))),
    same("选项用同义词", build_mode="新装", status="建成"),
    same("选项前后和中间有空格", build_mode=" 新 建 ", status="已建成\n"),
    same("是否用勾叉", reserved_5g="√", mounted_5g="×"),
    same("是否用字母数字", reserved_5g="Y", mounted_5g=0),
    same("坐标系用别名", crs="国家2000"),
    same("坐标带单位", lng="102.52471°E", lat="北纬40.00838"),
    same("坐标是文本", lng="102.52471", lat="４０.００８３８"),
    same("名称里有控制字符", name="3\x07号杆"),
    fine("名称里有半个字符", lambda: with_part(poles(), STRINGS, "3号杆", "3号_xD800_杆")),
    same("空格单元格当空", remark="   "),
    same("无字当空", remark=None, reduction_reason="\u200b"),
]
CASES = CODES + NUMBERS + DAYS + WORDS
