import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Dashboard,
  DashboardBuilder,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { influxql, readings } from './influxql.ts';

/** What no judgement looked at (control solution, implausible values) is in no clinical picture. */
const JUDGED = `"exempt" = ''`;
/** Means of home pressure are of the sitting patient; without a posture nobody said another. */
const SEATED = `"posture" !~ /^(lying|standing)$/`;
const DURING = '$timeFilter';

/** The consensus target range of 3.9 to 10.0 mmol/L (Battelino et al., Diabetes Care 2019;42:1593), limits as coloured bands. */
const glucoseBands = [
  { value: null as never, color: 'red' },
  { value: 3.9, color: 'green' },
  { value: 10, color: 'orange' },
  { value: 13.9, color: 'red' },
];

/** The home threshold of 135/85 mmHg (China 2024; ESH 2023). */
const pressureBands = [
  { value: null as never, color: 'green' },
  { value: 135, color: 'orange' },
  { value: 180, color: 'red' },
];

const limits = (steps: typeof glucoseBands) => new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);

const course = (title: string, unit: string, bands: typeof glucoseBands): TimeSeries =>
  new TimeSeries()
    .title(title)
    .unit(unit)
    .datasource(readings)
    .drawStyle(GraphDrawStyle.Line)
    .showPoints(VisibilityMode.Always)
    .spanNulls(false)
    .thresholds(limits(bands))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));

const chosen = (name: string, label: string, query: string) =>
  new QueryVariableBuilder(name).label(label).datasource(readings).query(query).refresh(2).sort(1);

const dashboard = (title: string, uid: string, from: string) =>
  new DashboardBuilder(title).uid(uid).tags(['hearth']).time({ from, to: 'now' }).refresh('1m').timezone('browser').readonly();

function patient(): Dashboard {
  const of = `"patient" = '$patient' AND ${JUDGED} AND ${DURING}`;
  return dashboard('Patient', 'hearth-patient', 'now-14d')
    .withVariable(chosen('patient', 'Patient', 'SHOW TAG VALUES WITH KEY = "patient"'))
    .withRow(new RowBuilder('Glucose'))
    .withPanel(
      course('Glucose', 'mmol/L', glucoseBands)
        .span(18)
        .height(9)
        .withTarget(
          influxql('A', `SELECT mean("mmol_l") FROM "glucose" WHERE ${of} GROUP BY time($__interval) fill(none)`, { alias: 'glucose' }),
        ),
    )
    .withPanel(
      new Stat()
        .title('In range 3.9–10.0')
        .unit('percent')
        .datasource(readings)
        .span(6)
        .height(9)
        .withTarget(influxql('A', `SELECT 100 * mean("in_range") FROM "glucose" WHERE ${of}`)),
    )
    .withRow(new RowBuilder('Blood pressure'))
    .withPanel(
      course('Blood pressure', 'mmHg', pressureBands)
        .span(18)
        .height(9)
        .withTarget(
          influxql('A', `SELECT mean("systolic") FROM "blood-pressure" WHERE ${of} AND ${SEATED} GROUP BY time($__interval) fill(none)`, {
            alias: 'systolic',
          }),
        )
        .withTarget(
          influxql('B', `SELECT mean("diastolic") FROM "blood-pressure" WHERE ${of} AND ${SEATED} GROUP BY time($__interval) fill(none)`, {
            alias: 'diastolic',
          }),
        ),
    )
    .withPanel(
      new Stat()
        .title('Mean of the period')
        .unit('mmHg')
        .datasource(readings)
        .span(6)
        .height(9)
        .withTarget(influxql('A', `SELECT mean("systolic") FROM "blood-pressure" WHERE ${of} AND ${SEATED}`, { alias: 'systolic' }))
        .withTarget(influxql('B', `SELECT mean("diastolic") FROM "blood-pressure" WHERE ${of} AND ${SEATED}`, { alias: 'diastolic' })),
    )
    .build();
}

function cohort(): Dashboard {
  const of = `${JUDGED} AND ${DURING}`;
  return dashboard('Cohort', 'hearth-cohort', 'now-30d')
    .withPanel(
      course('Mean glucose of each patient, by day', 'mmol/L', glucoseBands)
        .span(12)
        .height(10)
        .withTarget(
          influxql('A', `SELECT mean("mmol_l") FROM "glucose" WHERE ${of} GROUP BY time(1d), "patient" fill(none)`, {
            alias: '$tag_patient',
          }),
        ),
    )
    .withPanel(
      course('Mean systolic pressure of each patient, by day', 'mmHg', pressureBands)
        .span(12)
        .height(10)
        .withTarget(
          influxql('A', `SELECT mean("systolic") FROM "blood-pressure" WHERE ${of} AND ${SEATED} GROUP BY time(1d), "patient" fill(none)`, {
            alias: '$tag_patient',
          }),
        ),
    )
    .withPanel(
      new Table()
        .title('Glucose: lowest, highest, how many')
        .datasource(readings)
        .span(12)
        .height(10)
        .withTarget(
          influxql(
            'A',
            `SELECT min("mmol_l") AS "lowest", max("mmol_l") AS "highest", count("mmol_l") AS "readings" FROM "glucose" WHERE ${of} GROUP BY "patient"`,
            {
              resultFormat: 'table',
            },
          ),
        ),
    )
    .withPanel(
      new Table()
        .title('Blood pressure: mean, highest, how many')
        .datasource(readings)
        .span(12)
        .height(10)
        .withTarget(
          influxql(
            'A',
            `SELECT mean("systolic") AS "systolic", mean("diastolic") AS "diastolic", max("systolic") AS "highest", count("systolic") AS "readings" FROM "blood-pressure" WHERE ${of} AND ${SEATED} GROUP BY "patient"`,
            { resultFormat: 'table' },
          ),
        ),
    )
    .build();
}

function operations(): Dashboard {
  const bars = (title: string, unit: string): TimeSeries =>
    new TimeSeries().title(title).unit(unit).datasource(readings).drawStyle(GraphDrawStyle.Bars).span(12).height(9);
  return dashboard('Operations', 'hearth-operations', 'now-7d')
    .withPanel(
      bars('Readings by hour of measurement', 'short')
        .withTarget(
          influxql('A', `SELECT count("mmol_l") FROM "glucose" WHERE ${DURING} GROUP BY time(1h) fill(none)`, { alias: 'glucose' }),
        )
        .withTarget(
          influxql('B', `SELECT count("systolic") FROM "blood-pressure" WHERE ${DURING} GROUP BY time(1h) fill(none)`, {
            alias: 'blood pressure',
          }),
        ),
    )
    .withPanel(
      bars('From measurement to arrival, 95th percentile', 's')
        .withTarget(
          influxql('A', `SELECT percentile("delay_s", 95) FROM "glucose" WHERE ${DURING} GROUP BY time(1h) fill(none)`, {
            alias: 'glucose',
          }),
        )
        .withTarget(
          influxql('B', `SELECT percentile("delay_s", 95) FROM "blood-pressure" WHERE ${DURING} GROUP BY time(1h) fill(none)`, {
            alias: 'blood pressure',
          }),
        ),
    )
    .withPanel(
      bars('Kept but not judged, by reason', 'short').withTarget(
        influxql(
          'A',
          `SELECT count("delay_s") FROM "glucose", "blood-pressure" WHERE "exempt" != '' AND ${DURING} GROUP BY time(1h), "exempt" fill(none)`,
          { alias: '$tag_exempt' },
        ),
      ),
    )
    .withPanel(
      new Table()
        .title('Devices: last heard of')
        .datasource(readings)
        .span(12)
        .height(9)
        .withTarget(
          influxql('A', `SELECT last("delay_s") AS "delay" FROM "glucose", "blood-pressure" WHERE ${DURING} GROUP BY "device"`, {
            resultFormat: 'table',
          }),
        ),
    )
    .build();
}

/** Each file of grafana/dashboards/, by its name. */
export const dashboards: Readonly<Record<string, () => Dashboard>> = { patient, cohort, operations };

/** What stands in the file: without the SDK's inner functions, ending with a line feed. */
export const fileOf = (build: () => Dashboard): string => `${JSON.stringify(build(), undefined, 2)}\n`;
