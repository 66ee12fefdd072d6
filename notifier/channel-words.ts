import type { Localized } from '../domain/source.ts';

/** What people call a channel. */
export const CHANNELS: Readonly<Record<string, Localized>> = {
  inbox: { 'zh-CN': '站内消息', en: 'inbox' },
  smtp: { 'zh-CN': '电子邮件', en: 'e-mail' },
  aliyun: { 'zh-CN': '短信', en: 'SMS' },
  twilio: { 'zh-CN': '短信', en: 'SMS' },
  wecom: { 'zh-CN': '企业微信', en: 'WeCom' },
  wechat: { 'zh-CN': '微信', en: 'WeChat' },
  push: { 'zh-CN': '浏览器通知', en: 'browser notification' },
  mqtt: { 'zh-CN': '家中设备', en: 'device at home' },
  webhook: { 'zh-CN': '外部系统', en: 'webhook' },
};
