/** What Kestra takes for the id of a flow (docs/facts/kestra.md, "Names"). */
export const FLOW_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/
