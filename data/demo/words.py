"""What units write when a finding asks them to explain."""

EXPLANATIONS = {
    "jump_within": "本月集中完工验收，数量增加属实，附验收清单",
    "listed_object_gone": "该对象因道路改造拆除，已办理核减手续",
    "code_claimed_elsewhere": "该对象位于区与功能区交界，权属正在核对，已商请对方单位确认",
    "in_region": "该点位于辖区边界，已现场核对坐标无误，由本单位负责管理",
    "date_placeholder": "建设年代久远，原始档案缺失，按登记日期填报",
    "unbuilt_has_no_date": "原杆拆除重建，日期为原杆建成日期",
    "mounted_on_known_pole": "该杆由外市单位代管，本市台账暂未列入",
    "shared_needs_partner": "共享协议正在签订，共享方下月补报",
    "sheet_unread": "该表为内部工作底稿，不作报送",
    "sheet_hidden": "隐藏表为上年留存，已核对无误",
    "survey_needs_date": "底数沿用上年普查成果，日期待查",
    "grid_agrees": "采集设备精度所限，末位差异属正常，以坐标为准",
    "uncovered_5g_has_no_date": "原覆盖站点已退网，日期为原通达日期",
    "cut_off_in_period": "数据以上月末系统导出为准",
}
SIGNER = ("林知远", "联络员")  # who signs 零报告 and 无变化
USUAL = "已与现场和档案核对，情况属实"


def explanation(rule: str) -> str:
    return EXPLANATIONS.get(rule, USUAL)
