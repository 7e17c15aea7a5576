"""The smallest rule book that loads: one city, three units in two groups, nothing measured."""

from data.catalogue.book import Catalogue, load_texts

TEXTS = {
    "city.yaml": """
name: 小样市
short_name: 小样
code: "990100"
office: 小样市领导小组办公室
banner: 演示数据
regions:
  - {code: "990100", name: 小样市}
longitude: ["100", "101"]
latitude: ["30", "31"]
""",
    "units.yaml": """
groups:
  - {code: bureau, name: 市直部门}
  - {code: district, name: 区}
units:
  - {code: B1, kind: body, full_name: 小样市领导小组, short_name: 领导小组}
  - {code: U1, group: bureau, full_name: 小样市城市管理局, short_name: 市城管局, owes: [pole, coding]}
  - {code: U2, group: bureau, full_name: 小样市公安局, short_name: 市公安局, owes: [pole]}
  - {code: U3, group: district, full_name: 小样市东湖区, short_name: 东湖区, owes: [coding]}
""",
    "plan.yaml": "title: 小样市工作方案\npillars: []\nphases: []\n",
    "indicators.yaml": "[]\n",
    "supervision.yaml": "ladder: []\nlimits: {due_days: {}}\n",
    "rubric.yaml": "title: 小样市考评办法\nblocks: []\ngrades: []\n",
    "glossary.yaml": "[]\n",
}


def small_book() -> Catalogue:
    return load_texts(TEXTS)
