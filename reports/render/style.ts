import { BAND_COLOUR, FONT, TEXT } from '../charts/palette.ts';

/** For the screen and for A4 alike: one column, quiet lines, nothing broken over a page's end. */
export const style = `
@page{size:A4;margin:16mm 14mm;font:9px/1.3 ${FONT};color:${TEXT}}
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:780px;padding:28px 24px;font:14px/1.5 ${FONT};color:#1f2933;background:#fff}
header{display:flex;justify-content:space-between;gap:24px;border-bottom:2px solid #1f2933;padding-bottom:10px;margin-bottom:18px}
header div:last-child{text-align:right;white-space:nowrap}
header p{margin:2px 0 0;color:${TEXT}}
h1{font-size:22px;margin:0;line-height:1.25}
h2{font-size:16px;margin:0 0 8px}
h3{font-size:12px;margin:14px 0 4px;color:${TEXT};font-weight:600}
section{margin:0 0 24px}
.attention,.tiles,.chart,.bar,.legend,li,footer{break-inside:avoid}
h2,h3{break-after:avoid}
svg{display:block;width:100%;height:auto}
.attention{border:1px solid #d9dee4;border-left:4px solid ${BAND_COLOUR.low};border-radius:6px;padding:12px 16px}
ul{list-style:none;margin:0;padding:0}
li{padding:5px 0;border-top:1px solid #eef1f4}
li:first-child{border-top:0}
.attention li{padding-left:16px;position:relative}
.attention li::before{content:"";position:absolute;left:0;top:12px;width:8px;height:8px;border-radius:50%;background:#9aa5b1}
.attention li.high::before{background:${BAND_COLOUR.low}}
.attention li.medium::before{background:${BAND_COLOUR.high}}
li small{display:block;color:${TEXT};font-size:12px}
em{font-style:normal;font-size:12px;font-weight:600;color:${BAND_COLOUR.low};margin-left:6px}
.tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:8px}
.tile{border:1px solid #e4e7eb;border-radius:6px;padding:8px 12px}
.tile span{display:block;color:${TEXT};font-size:12px}
.tile b{display:block;font-size:19px;line-height:1.3;font-variant-numeric:tabular-nums}
.tile small{display:block;color:${TEXT};font-size:11px;min-height:16px}
.bar{display:flex;height:20px;border-radius:4px;overflow:hidden}
.bar i{height:100%}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin-top:6px;font-size:12px}
.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:5px}
.legend small{color:${TEXT}}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th{text-align:left;font-size:12px;font-weight:600;color:${TEXT};padding:4px 8px 4px 0;border-bottom:1px solid #cbd2d9}
td{padding:4px 8px 4px 0;border-bottom:1px solid #eef1f4;vertical-align:top}
tr{break-inside:avoid}
.number{text-align:right;padding-right:20px;white-space:nowrap}
td:first-child{padding-right:14px}
.muted,tr.muted td{color:#7b8794}
div.muted .bar,div.muted .legend i{opacity:.45}
div.muted .legend{color:${TEXT}}
.tile.muted{opacity:1;background:#f7f8f9;border-style:dashed}
.tile.muted b{color:#7b8794;font-weight:600}
.tiles+.tiles{margin-top:8px}
.chart+.tiles{margin-top:14px}
.tiles+table,table+.tiles{margin-top:12px}
.sources li{font-size:11px;color:${TEXT};padding:2px 0}
.note{color:${TEXT};font-size:12px;margin:4px 0 0}
footer{border-top:1px solid #cbd2d9;padding-top:8px;color:${TEXT};font-size:11px}
@media print{body{padding:0;max-width:none;font-size:12px}section{margin-bottom:13px}td,th{padding-block:2px}li{padding-block:3px}.tile{padding:5px 10px}}
@media screen and (max-width:560px){.chart{overflow-x:auto}.chart svg{min-width:620px}table{font-size:12px}.number{padding-right:8px}th,th.number{white-space:normal;vertical-align:bottom}td{overflow-wrap:anywhere}.tiles{grid-template-columns:repeat(2,1fr)}header{display:block}header div:last-child{text-align:left;margin-top:8px}}
`;
