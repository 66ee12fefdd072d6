import type { Shape } from './en.ts';
import type { clinicEn } from './en-clinic.ts';

/** 机构：名称、所在时区，以及患者拨打的号码。 */
export const clinicZh: Shape<typeof clinicEn> = {
  clinic: {
    title: '机构',
    says: '机构名称会出现在报告和日历中；机构的号码会写在给患者的消息末尾和患者的个人页面上。',
    name: '机构名称',
    zone: '时区',
    zoneSays: '值班、团队的免打扰时段、门诊时间和报告日期都按此时区计算。患者和设备各有自己的时区。',
    zoneMoves:
      '值班、团队的免打扰时段、新的门诊时间和今后的报告将改按此时区的时间；已约定、已出具或正在等待的事项时间不变，患者和设备仍用各自的时区。',
    language: '语言',
    languageSays: '用于自动出具的报告，以及发给未选择语言的人的消息。',
    emergency: '紧急情况时拨打的号码',
    emergencySays: '留空时，告知每位患者其所在时区的号码。',
    emergencyKnown: (number: string, zone: string) => `${zone} 为 ${number}。`,
    emergencyUnknown: (zone: string) => `系统不知道 ${zone} 的号码，会请患者拨打当地急救电话。`,
    telephone: '机构电话',
    telephoneSays: '留空则不向患者显示。',
    fixed: (variable: string) => `已写在 hearth.yaml 或 ${variable} 中，请在那里修改。`,
    wrong: {
      name: '请填写机构名称：一行，最多 80 个字符。',
      zone: '没有这个时区，请从列表中选择，例如 Asia/Shanghai。',
      language: '请从列表中选择语言。',
      emergencyNumber: '急救号码应为二至六位数字，例如 120。',
      telephone: '电话号码由数字、空格或短横组成，例如 010 1234 5678。',
    },
    goOn: '保存并继续',
    opening: 'Hearth 正在以新的设置重新打开，请稍候。',
    saved: '机构信息已修改。',
    later: '已保存，Hearth 下次启动后生效。',
    since: '上次修改',
    readOnly: '管理员可以修改。',
    noTelephone: '未填写',
    ofZone: '按每位患者所在时区',
  },
};
