"""The six ledgers of 算盘市: the default ones in form, with the columns and rules that the month needs."""

PLACE = """
  - {field: region, header: 行政区划代码, aliases: [区划代码], type: code, code: region_code, required: 是}
  - {field: lng, header: 经度, type: degrees, required: 是}
  - {field: lat, header: 纬度, type: degrees, required: 是}
"""

POLE = f"""
code: pole
name: 智慧杆柱
system: 智慧杆柱
mode: snapshot
placed: 是
key: [pole_no]
kind_field: build_mode
date_field: built_on
title_words: [智慧杆柱]
deadline: {{day: 5, months_after: 1}}
columns:
  - {{field: pole_no, header: 杆号, type: code, code: free, required: 是}}
  - {{field: code, header: 统一识别代码, type: code, code: entity_code}}
{PLACE}
  - {{field: build_mode, header: 建设方式, type: choice, choices: [新建, 改造], choice_aliases: {{改建: 改造}}, required: 是}}
  - {{field: mounted_5g, header: 5G挂载, type: choice, choices: [是, 否], required: 是}}
  - {{field: status, header: 状态, type: choice, choices: [在建, 已建成, 停用], required: 是}}
  - {{field: built_on, header: 建成/投用日期, type: date}}
  - {{field: reduction_reason, header: 核减原因}}
rules:
  - id: built_needs_date
    field: built_on
    when: {{eq: [status, 已建成]}}
    require: {{present: built_on}}
    severity: error
    quality: completeness
    message: 状态为已建成的杆柱须填写建成/投用日期
  - id: unbuilt_has_no_date
    field: built_on
    when: {{eq: [status, 在建]}}
    require: {{not: {{present: built_on}}}}
    severity: warning
    quality: consistency
    message: 状态为在建，却填写了建成/投用日期，请核对状态或日期
  - id: built_needs_code
    field: code
    when: {{eq: [status, 已建成]}}
    require: {{present: code}}
    severity: info
    quality: completeness
    message: 已建成的杆柱没有统一识别代码，不计入完成数
counted: {{all: [{{eq: [code_ok, "true"]}}, {{eq: [disputed, "false"]}}, {{present: lng}}, {{present: lat}}]}}
"""

STATION = f"""
code: station
name: 5G站点
system: 5G网络
mode: snapshot
placed: 是
key: [gnodeb]
date_field: built_on
sensitive: 是
title_words: [5G站点]
deadline: {{day: 5, months_after: 1}}
columns:
  - {{field: gnodeb, header: gNodeB标识, type: code, code: free, required: 是}}
  - {{field: site_code, header: 站址编码, type: code, code: free, required: 是}}
{PLACE}
  - {{field: shared, header: 是否共享, type: choice, choices: [是, 否]}}
  - {{field: shared_with, header: 共享方}}
  - {{field: status, header: 状态, type: choice, choices: [在建, 已开通], required: 是}}
  - {{field: built_on, header: 入网日期, type: date}}
rules:
  - id: open_needs_date
    field: built_on
    when: {{eq: [status, 已开通]}}
    require: {{present: built_on}}
    severity: error
    quality: completeness
    message: 状态为已开通的站点须填写入网日期
counted: {{all: [{{present: site_code}}, {{eq: [disputed, "false"]}}, {{present: lng}}, {{present: lat}}]}}
"""

CODING = f"""
code: coding
name: 编码赋码
system: 编码赋码
mode: snapshot
placed: 是
key: [own_no]
kind_field: category
date_field: coded_on
title_words: [编码赋码]
deadline: {{day: 5, months_after: 1}}
columns:
  - {{field: own_no, header: 内部编号, type: code, code: free, required: 是}}
  - {{field: code, header: 统一识别代码, type: code, code: entity_code, required: 是}}
{PLACE}
  - {{field: category, header: 实体类别, type: choice, choices: [房屋, 信息基础], required: 是}}
  - {{field: status, header: 赋码状态, type: choice, choices: [已赋码, 已注销], required: 是}}
  - {{field: coded_on, header: 赋码日期, type: date, required: 是}}
counted: {{all: [{{present: code}}, {{ne: [status, 已注销]}}]}}
"""

BASELINE = """
code: coding_baseline
name: 应赋码底数
system: 编码赋码
mode: snapshot
key: [region, category]
kind_field: category
title_words: [应赋码底数]
deadline: {day: 5, months_after: 1}
columns:
  - {field: region, header: 行政区划代码, type: code, code: region_code, required: 是}
  - {field: category, header: 实体类别, type: choice, choices: [房屋, 信息基础], required: 是}
  - {field: due_count, header: 应赋码数, type: integer, required: 是, minimum: 0, cumulative: 是}
  - {field: reduction_reason, header: 核减原因}
"""

TASKS = """
code: task_report
name: 任务月报
system: 督办考评
mode: period
key: [task]
date_field: done_on
title_words: [任务月报]
deadline: {day: 5, months_after: 1}
columns:
  - {field: task, header: 任务编号, type: code, code: task, required: 是}
  - {field: status, header: 任务状态, type: choice, choices: [未启动, 进行中, 已完成, 暂停], required: 是}
  - {field: opening, header: 上期末进度, type: percent, unit: "%", required: 是, minimum: 0, maximum: 100}
  - {field: current, header: 本期进度, type: percent, unit: "%", required: 是, minimum: -100, maximum: 100}
  - {field: closing, header: 本期末进度, type: percent, unit: "%", required: 是, minimum: 0, maximum: 100, cumulative: 是}
  - {field: done_on, header: 完成日期, type: date}
  - {field: progress, header: 进展情况, required: 是, max_length: 2000}
  - {field: reduction_reason, header: 核减原因}
rules:
  - {id: sums_agree, field: closing, check: opening_plus_current_equals_closing, message: 上期末进度加本期进度应等于本期末进度}
  - {id: opening_continues, field: opening, check: opening_equals_last_closing, message: 上期末进度应等于上月接收的本期末进度}
  - id: done_needs_date
    field: done_on
    when: {eq: [status, 已完成]}
    require: {present: done_on}
    quality: completeness
    message: 任务状态为已完成时须填写完成日期
"""

REPORT = """
code: indicator_report
name: 指标月报
system: 督办考评
mode: period
key: [indicator]
title_words: [指标月报]
deadline: {day: 5, months_after: 1}
columns:
  - {field: indicator, header: 指标编号, type: code, code: indicator, required: 是}
  - {field: opening, header: 上期末, type: number, required: 是, minimum: 0}
  - {field: current, header: 本期, type: number, required: 是}
  - {field: closing, header: 本期末, type: number, required: 是, minimum: 0, cumulative: 是}
  - {field: reduction_reason, header: 核减原因}
rules:
  - {id: sums_agree, field: closing, check: opening_plus_current_equals_closing, message: 上期末加本期应等于本期末}
  - {id: opening_continues, field: opening, check: opening_equals_last_closing, message: 上期末应等于上月接收的本期末}
"""

TEXTS = {"ledgers/pole.yaml": POLE, "ledgers/station.yaml": STATION, "ledgers/coding.yaml": CODING, "ledgers/coding_baseline.yaml": BASELINE,
         "ledgers/task_report.yaml": TASKS, "ledgers/indicator_report.yaml": REPORT}
