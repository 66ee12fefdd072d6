import type { Kind, Meal, Quality } from '../../domain/reading.ts';
import type { Localized } from '../../domain/source.ts';

/* What a person reads in an Observation. */

const said = (en: string, zhCN: string): Localized => ({ en, 'zh-CN': zhCN });

export const KIND_WORDS: Readonly<Record<Kind, Localized>> = {
  glucose: said('Glucose', '血糖'),
  'glucose-context': said('Circumstances of a glucose reading', '血糖测量情境'),
  'blood-pressure': said('Blood pressure', '血压'),
  weight: said('Body weight', '体重'),
  'body-composition': said('Body composition', '体成分'),
  temperature: said('Body temperature', '体温'),
  'oxygen-saturation': said('Oxygen saturation', '血氧饱和度'),
  'heart-rate': said('Heart rate', '心率'),
  activity: said('Steps', '步数'),
};

export const SENSOR_GLUCOSE = said('Glucose, continuous sensor', '连续血糖监测');

export const MEAL_WORDS: Readonly<Record<Meal, Localized>> = {
  fasting: said('Measured fasting.', '空腹测量。'),
  before: said('Measured before a meal.', '餐前测量。'),
  after: said('Measured after a meal.', '餐后测量。'),
  bedtime: said('Measured at bedtime.', '睡前测量。'),
  casual: said('Measured at any time, without regard to meals.', '随机测量。'),
};

export const QUALITY_WORDS: Readonly<Record<Quality, Localized>> = {
  'battery-low': said('The device’s battery was low.', '设备电量低。'),
  'body-movement': said('The body moved during the measurement.', '测量时身体移动。'),
  'clock-suspect': said('The device’s clock is doubtful.', '设备时钟存疑。'),
  'control-solution': said('Control solution, not the patient.', '质控液，非患者样本。'),
  'cuff-loose': said('The cuff was too loose.', '袖带过松。'),
  demonstration: said('From a demonstration, not the patient.', '演示数据，非患者测量。'),
  'device-fault': said('The device reported a fault.', '设备报告故障。'),
  disowned: said('The patient said that it was somebody else’s.', '患者说明不是本人测量。'),
  implausible: said('No living body has this value, so it does not count.', '数值不合常理，不予采用。'),
  'improper-position': said('The measuring position was improper.', '测量姿势不当。'),
  'irregular-pulse': said('The device noticed an irregular pulse.', '设备检测到脉搏不规则。'),
  'no-contact': said('The sensor had no contact.', '传感器未接触。'),
  'poor-signal': said('The signal was poor.', '信号不佳。'),
  'pulse-out-of-range': said('The pulse was out of the device’s range.', '脉率超出测量范围。'),
  'read-interrupted': said('The measurement was interrupted.', '测量被中断。'),
  reassigned: said('A person said whose reading this is.', '读数归属由人员确认。'),
  'sample-too-small': said('There was too little blood on the strip.', '试纸血样不足。'),
  'sensor-fault': said('The sensor reported a fault.', '传感器故障。'),
  'strip-fault': said('The strip was faulty.', '试纸异常。'),
  'temperature-out-of-range': said('It was too warm or too cold for the device.', '环境温度超出设备范围。'),
  'time-fault': said('The device reported a fault of its clock.', '设备报告时钟故障。'),
  unstamped: said('The device gave no time: this is when the reading was received.', '设备未给出时间，此为接收时间。'),
  withdrawn: said('Taken back by a person: it does not count.', '已由人员作废，不予采用。'),
};

export const CLOCK_WORDS = {
  corrected: said('The device’s clock was seen to be off; the time was corrected.', '设备时钟有偏差，时间已校正。'),
  gateway: said('The time is that of the gateway, not of the device.', '时间来自网关而非设备。'),
  server: said('The time is when the server received it.', '时间为服务器接收时间。'),
} as const satisfies Record<string, Localized>;

export const AHEAD = said(
  'The device dated this after it was received; the time is that of receipt.',
  '设备标注的时间晚于接收时间，此处采用接收时间。',
);

export const shownBut = (value: string): Localized =>
  said(`The device showed ${value}, which does not count.`, `设备显示 ${value}，不予采用。`);
