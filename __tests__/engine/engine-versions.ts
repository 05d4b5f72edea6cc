/** The Kestra versions the tests run against: the newest, and the last one of the generation before. */
export const engineVersions = ['2.0.0', '1.3.31'] as const

export type EngineVersion = (typeof engineVersions)[number]
