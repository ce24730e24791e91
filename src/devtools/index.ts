/** colonnade/devtools: an overlay that shows what is inside a running world. */
export { type Devtools, type DevtoolsOptions, openDevtools, type WorldSource } from "./devtools.ts";
