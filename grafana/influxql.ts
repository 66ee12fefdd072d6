import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';

/** A query in InfluxQL, which the SDK has no builder for. */
export interface InfluxQuery extends Dataquery {
  readonly refId: string;
  readonly query: string;
  readonly rawQuery: true;
  readonly resultFormat: 'time_series' | 'table';
  readonly alias?: string;
  readonly datasource: typeof readings;
}

/** The data source that grafana/provisioning/datasources/influxdb.yaml sets up. */
export const readings = { type: 'influxdb', uid: 'hearth-influxdb' } as const;

/** `refId` names a query within its panel; `alias` is what the legend says. */
export const influxql = (refId: string, query: string, more: { alias?: string; resultFormat?: 'table' } = {}): Builder<Dataquery> => ({
  build: (): InfluxQuery => ({
    _implementsDataqueryVariant() {},
    refId,
    query,
    rawQuery: true,
    resultFormat: more.resultFormat ?? 'time_series',
    datasource: readings,
    ...(more.alias === undefined ? {} : { alias: more.alias }),
  }),
});
