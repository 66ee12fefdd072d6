import type { Localized } from './source.ts';

/** Every error that a caller can mend: its HTTP status, what it says to a person, and what to do about it. docs/errors.md is tested against it. */
export const errors = {
  'api.unauthenticated': entry(401, 'Please sign in first.', '请先登录。', 'Open a sign-in link, or send the device name and its secret.'),
  'api.forbidden': entry(
    403,
    'Your role does not allow this.',
    '您的角色无权执行此操作。',
    'Ask an administrator for the role that this needs.',
  ),
  'api.header-missing': entry(
    403,
    'This request lacks the header Hearth-Request: 1.',
    '请求缺少 Hearth-Request: 1 标头。',
    'Send the header with every request that changes something: it shows that no other site makes it.',
  ),
  'api.invalid': entry(400, 'Something in the request is not as it should be.', '请求内容有误。', 'Mend the fields that `errors` names.'),
  'api.not-found': entry(404, 'There is nothing here.', '没有找到。', 'Check the address; the thing may never have existed.'),
  'api.too-large': entry(
    413,
    'This is larger than the server accepts.',
    '内容超过服务器允许的大小。',
    'Send it in parts: at most 64 KiB in one message over MQTT, 1 MiB over HTTP.',
  ),
  'api.too-many': entry(429, 'Too many requests in a short time.', '请求过于频繁。', 'Wait for as many seconds as `Retry-After` says.'),
  'api.conflict': entry(409, 'Somebody else changed this in the meantime.', '该内容已被他人修改。', 'Look again, then decide again.'),
  'api.exists': entry(409, 'This name is taken.', '该名称已被使用。', 'Choose another name, or change the one that is there.'),
  'api.fault': entry(
    500,
    'Something went wrong on our side.',
    '系统出现故障。',
    'Try again; if it stays, give the request id to whoever runs the server.',
  ),
  'session.expired': entry(
    401,
    'This link or session has ended.',
    '链接或登录已失效。',
    'Ask for a new link; an administrator makes one for staff: `hearth user link <name>`.',
  ),
  'session.refused': entry(
    401,
    'Name and password do not fit.',
    '用户名或密码不正确。',
    'Try again, or ask an administrator for a sign-in link.',
  ),
  'session.code-needed': entry(
    401,
    'A code is needed as well.',
    '还需要输入验证码。',
    'Add the code of your app, or a recovery code, as `code`; or sign in with a passkey.',
  ),
  'session.factor-missing': entry(
    403,
    'Your role needs a second factor. Please add one first.',
    '您的角色必须启用第二因素，请先添加。',
    'Add a passkey or an app under `/api/v1/session`; nothing else is open until then.',
  ),
  'session.not-fresh': entry(
    403,
    'Please sign in again first: this changes how you sign in.',
    '请先重新登录：此操作会改变您的登录方式。',
    'Sign out and in, then do it within 15 minutes.',
  ),
  'session.too-many': entry(
    429,
    'Too many wrong attempts. Please wait a quarter of an hour.',
    '错误次数过多，请在一刻钟后再试。',
    'Wait for as many seconds as `Retry-After` says, or sign in with a passkey.',
  ),
  'passkey.refused': entry(401, 'This passkey was not accepted.', '通行密钥未被接受。', 'Try again, or sign in with your password.'),
  'factor.wrong-code': entry(
    422,
    'This code is not right.',
    '验证码不正确。',
    'Compare the clock of the phone, and type the code that it shows now.',
  ),
  'token.refused': entry(401, 'This token is not good.', '令牌无效。', 'It was mistyped, revoked, or has ended: make another one.'),
  'store.unavailable': entry(
    503,
    'The reading could not be stored, so it was not accepted.',
    '数据未能保存，因此未被接收。',
    'Send it again later; /readyz says why.',
  ),
  'api.busy': entry(
    503,
    'The server is busy with other charts and reports.',
    '服务器正忙于其他图表和报告。',
    'Wait a few seconds, then try again.',
  ),
  'threshold.out-of-bounds': entry(
    422,
    'This limit lies outside of what the rule allows.',
    '该阈值超出规则允许的范围。',
    'Choose a value between the bounds that are shown.',
  ),
  'threshold.unit': entry(
    422,
    'The number and its unit do not go together.',
    '数值与单位不相符。',
    'Say which of the readings that are shown is meant, with its unit.',
  ),
  'duty.unprotected': entry(
    422,
    'This plan would leave alerts without anybody who looks.',
    '该值班计划会使提醒无人过问。',
    'Keep to the bounds that are shown; docs/duty.md lists them.',
  ),
  'clinic.fixed': entry(
    409,
    'This stands in hearth.yaml, and holds.',
    '此项已写在 hearth.yaml 中，以其为准。',
    'Change it in hearth.yaml or in its variable, or take it out there and set it here.',
  ),
  'clinic.files': entry(
    409,
    'A file of rules, mappings or medicines is wrong, and Hearth could not open again.',
    '规则、映射或药物文件有误，Hearth 将无法重新打开。',
    'Mend the file that the page System names, then set the clinic again.',
  ),
  'threshold.unknown': entry(404, 'There is no such limit.', '没有这个阈值。', 'See GET /api/v1/rules for the names.'),
  'proposal.own': entry(
    403,
    'Another person has to decide this: it is your own proposal.',
    '这是您自己提出的变更，须由另一人审批。',
    'Ask a colleague to look at it.',
  ),
  'proposal.decided': entry(409, 'This proposal was decided already.', '该变更已有审批结果。', 'Look at what became of it.'),
  'proposal.outdated': entry(
    409,
    'What this would weaken has been changed since it was proposed.',
    '提出之后，相关阈值已被更改。',
    'Look at what is in force now, and propose it again if it is still wanted.',
  ),
  'proposal.waiting': entry(
    409,
    'Somebody else has proposed the same already; it waits for approval.',
    '他人已提出相同的变更，正等待审批。',
    'Look at what waits, and approve or refuse it.',
  ),
  'proposal.expired': entry(409, 'This proposal has expired.', '该变更申请已过期。', 'Propose it again, if it is still wanted.'),
  'preview.busy': entry(409, 'A preview is running already.', '已有一个预览正在运行。', 'Wait until it is done, then try again.'),
  'alert.resolved': entry(409, 'This alert is resolved already.', '该提醒已处理完毕。', 'Nothing to do.'),
  'report.not-over': entry(
    409,
    'This period is not over yet.',
    '该时段尚未结束。',
    'Wait until its last day has passed, or ask for an earlier one.',
  ),
  'report.signed': entry(409, 'This report is signed already.', '该报告已签署。', 'Nothing to do.'),
  'report.replaced': entry(
    409,
    'A corrected report has taken the place of this one.',
    '该报告已被更正后的报告替代。',
    'Open the corrected one.',
  ),
  'reading.withdrawn': entry(409, 'This reading was taken back already.', '该读数已作废。', 'Nothing to do.'),
  'reading.not-withdrawn': entry(409, 'This reading was not taken back.', '该读数并未作废。', 'Nothing to do.'),
  'reading.by-team': entry(
    409,
    'Your care team took this reading back.',
    '该读数已由医护人员作废。',
    'If it was you, write to your care team.',
  ),
  'device.claim-refused': entry(
    403,
    'This code is not good: mistyped, used already, or past its time.',
    '登记码无效：输入有误、已被使用或已过期。',
    'Compare it letter by letter, or ask for a new one: `hearth device claim-code`.',
  ),
  'device.retired': entry(409, 'This device is out of service for good.', '该设备已报废。', 'Enrol another device, under another name.'),
  'reach.no-way': entry(
    409,
    'There is no way to reach this person yet.',
    '还没有联系此人的方式。',
    'Add an address and, for patients, the consent to use it.',
  ),
  'message.too-late': entry(
    409,
    'The time of this message has passed: it is not sent any more.',
    '该消息已过时效，不再发送。',
    'Tell the person in another way what holds now.',
  ),
  'alert.stale': entry(
    409,
    'No new readings come in, so this alert cannot be snoozed.',
    '没有新的读数，无法暂缓该提醒。',
    'Acknowledge it and find out how the patient is.',
  ),
  'alert.too-long': entry(
    422,
    'At this urgency an alert may not be put off for so long.',
    '该紧急程度的提醒不能搁置这么久。',
    'Choose a shorter time, or resolve the alert with an outcome.',
  ),
  'alert.not-snoozed': entry(409, 'This alert is not snoozed.', '该提醒未处于暂缓状态。', 'Nothing to do.'),
  'message.too-long': entry(
    422,
    'Your message is too long: at most 1,000 characters.',
    '您的消息太长了，最多 1000 个字。',
    'Write the most important first; the rest in another message.',
  ),
  'message.too-many': entry(
    429,
    'You have written many messages in a short time; please wait a little. If you feel very unwell, call the emergency number.',
    '您短时间内写了很多消息，请稍等一会儿再写。如果很不舒服，请立即拨打急救电话（中国为 120）。',
    'Wait a while; words of an emergency are taken at any time.',
  ),
  'message.attachment': entry(
    422,
    'Only text can be read here, no pictures, recordings or files; please tell us in words.',
    '这里只能看文字，看不了图片、语音和文件，请用文字告诉我们。',
    'Send text only.',
  ),
  'conversation.closed': entry(
    409,
    'This conversation is closed already.',
    '该对话已结束。',
    'Nothing to do; what the patient writes next opens another.',
  ),
  'conversation.emergency': entry(
    409,
    'This is an emergency: whoever was asked, or a doctor, has to settle it.',
    '这是紧急情况：须由被指定的人员或医生处理。',
    'Speak to them; what you write to the patient is sent, and the emergency goes on waiting.',
  ),
  'conversation.identity': entry(
    422,
    'The answer tells who the patient is, or holds a telephone number or an address; it may be forwarded, so it was not sent.',
    '回答中有能认出患者的信息，或电话、邮箱；消息可能被转发，因此没有发送。',
    'Leave names, numbers and addresses out.',
  ),
  'desk.unreachable': entry(
    409,
    'No caregiver of this patient can be sent a message: nobody is named who agreed to hear of it.',
    '无法给该患者的家属或照护者发消息：没有登记同意接收消息的人。',
    'Name a caregiver with an address on the page of the patient, or telephone.',
  ),
  'shadow.too-many': entry(
    409,
    'Three drafts run in the shadow already.',
    '已有三个草案正在影子运行。',
    'Stop one of them first, or wait until one has ended.',
  ),
  'shadow.ended': entry(409, 'This shadow run has ended already.', '该影子运行已结束。', 'Nothing to do.'),
  'task.done': entry(409, 'This task is done already.', '该任务已完成。', 'Nothing to do.'),
  'advice.not-waiting': entry(
    409,
    'This advice waits for nobody any more.',
    '该建议已不在等待审核。',
    'Look at the list again: somebody else decided, or its time has passed.',
  ),
  'advice.turned-down': entry(
    422,
    'A check of the guard turns this text down.',
    '该文本未通过安全检查。',
    'Mend the sentences that `errors` names. Only checks of style may be set aside, with a reason.',
  ),
  'words.turned-down': entry(
    422,
    'These words cannot go out.',
    '这段文字不能发送。',
    'Mend what `errors` names: the placeholders, or the line that a check of the guard turns down.',
  ),
  'knowledge.fixed': entry(
    409,
    'This sentence is said where somebody may be in danger: it cannot be switched off.',
    '该语句用于可能危急的情况，不能停用。',
    'If it is wrong, tell those who maintain Hearth.',
  ),
  'knowledge.nothing-left': entry(
    409,
    'Without this sentence some people would hear nothing of the kind any more.',
    '停用后，部分患者将不再收到此类建议。',
    'Look at what would then be sent; repeat with `evenIfNothing` if it is meant.',
  ),
  'adverse.incomplete': entry(
    422,
    'The report lacks something that it must have.',
    '报告缺少必填内容。',
    'Fill in what `errors` names, one sentence each.',
  ),
  'adverse.state': entry(
    409,
    'The report is in a state in which this cannot be done.',
    '报告当前状态不允许此操作。',
    'Look at the report again; a completed one is opened again first.',
  ),
  'follow-up.closed': entry(409, 'This question was answered, or its time has passed.', '该问题已回答或已过期。', 'Nothing to do.'),
} as const satisfies Record<string, ErrorEntry>;

export interface ErrorEntry {
  readonly status: number;
  readonly says: Localized;
  readonly remedy: string;
}
export type ErrorCode = keyof typeof errors;

/** What is wrong at one place. `says`: for people who read it on a page, in their language; `detail` says the same in English. */
export interface ErrorField {
  readonly pointer: string;
  readonly detail: string;
  readonly says?: Localized;
}

/** An error that its receiver can act on. `detail` is one sentence about this very case, without secrets or names. */
export class HearthError extends Error {
  override readonly name = 'HearthError';
  readonly code: ErrorCode;
  readonly fields: readonly ErrorField[];
  /** The detail in both languages, where whoever threw it said so. */
  readonly says: Localized | undefined;
  constructor(code: ErrorCode, detail?: string | Localized, fields: readonly ErrorField[] = []) {
    super((typeof detail === 'string' ? detail : detail?.en) ?? errors[code].says.en);
    this.says = typeof detail === 'string' ? undefined : (detail ?? errors[code].says);
    this.code = code;
    this.fields = fields;
  }
}

function entry(status: number, en: string, zhCN: string, remedy: string): ErrorEntry {
  return { status, says: { en, 'zh-CN': zhCN }, remedy };
}
