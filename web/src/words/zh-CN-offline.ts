import type { Shape } from './en.ts';
import type { offlineEn } from './en-offline.ts';

/** 没有网络时的患者页面。 */
export const offlineZhCN: Shape<typeof offlineEn> = {
  offline: {
    asOf: (when) => `以下是 ${when} 的内容，现在没有网络。看不到更新，您写的内容也没有人看到。`,
    looking: (when) => `以下是 ${when} 的内容，正在查看有无更新…`,
    emergency: '内容尚未发出。如果您非常不舒服，请立即拨打 120。',
    title: '尚未发出',
    hint: '内容保存在这部手机上，有网络后会自动发出一次。请不要关闭本页，或在有网络时再打开。',
    stale: (when) => `这是您之前写的（${when}），现在还是这样吗？`,
    sendNow: '是，发出',
    back: '删除',
    notKept: '现在没有网络，这部手机也不保存内容：没有发出。请在有网络时再试一次。',
    sent: (what) => `已发出：${what}`,
    closed: (what) => `不需要再发，该问题已有回答或已过时间：${what}`,
    refused: (what) => `未被接收：${what}`,
    lost: '以下内容保存在这部手机上，没有发出，已随链接失效而删除：',
    kept: (day) => `为了没有网络时也能打开，手机会保存一份加密的副本，直到${day}。`,
    keepNot: '不在这部手机上保存',
    notKeeping: '这部手机不保存本页内容。',
    keepAgain: '保存，以便没有网络时打开',
  },
};
