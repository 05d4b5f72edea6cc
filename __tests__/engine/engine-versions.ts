/** The Kestra versions the tests run against: the newest, and the last one of the generation before. */
export const engineVersions = ['2.0.0', '1.3.31'] as const

export type EngineVersion = (typeof engineVersions)[number]

/** The version that an engine says it has: without `becomeOpenSource` the one of generation 2 answers as the recorded snapshot. */
export const toldVersion = (version: EngineVersion): string => (version === '2.0.0' ? '2.0.0-SNAPSHOT' : version)
