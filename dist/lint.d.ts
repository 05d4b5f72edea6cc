/** `warning`: Kestra stores the flow. `info`: not certain, or only worth knowing. */
export type LintSeverity = 'error' | 'warning' | 'info';
/** One finding at its place. Lines and columns count from 1; columns are UTF-16 units. */
export interface LintFinding {
    /** Has an entry in docs/problems.md. */
    readonly code: string;
    readonly severity: LintSeverity;
    readonly message: string;
    /** The exact thing to do, if the message does not say it. */
    readonly fix?: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endLine?: number;
    readonly endColumn?: number;
}
/** Facts that the caller knows beside the flows. Without them fewer findings are certain. */
export interface LintOptions {
    /** The version of Kestra, for example `1.3`. It replaces the version in `schema`. */
    readonly version?: string;
    /** The parsed JSON of a schema of flows, as a server exports it (`/api/v1/plugins/schemas/flow`) or the command `schema` writes it. */
    readonly schema?: unknown;
    /** Severities by code, in place of the default ones; `off` removes the findings of a code. */
    readonly severities?: Readonly<Record<string, LintSeverity | 'off'>>;
    /** Failures at run time are errors, possible ones are warnings. */
    readonly strict?: boolean;
}
/** The documentation of one code of a rule. */
export interface LintRule {
    readonly code: string;
    /** The default. */
    readonly severity: LintSeverity;
    readonly title: string;
    /** The behaviour of Kestra, with its consequence. */
    readonly why: string;
    readonly fix?: string;
    /** Affected versions of Kestra, for example `1.0–1.3`; absent for all. */
    readonly versions?: string;
    /**
     * Texts of YAML: the rule reports its code in the first one and not in the second. Several flows are separated by `---`. Some examples need
     * facts that no text has, for example a server with another flow.
     */
    readonly examples: {
        readonly reported: string;
        readonly accepted: string;
    };
}
/** Every code of a rule, in the order of docs/problems.md. Findings about YAML itself have other codes. */
export declare const rules: readonly LintRule[];
/**
 * Lints the YAML text of one flow. Returns its findings in the order of their places. `file` is the name in the findings, `flow.yml` if
 * absent. Flows that it calls are not looked for. Never throws because of the text; throws for options that cannot be read:
 * another version than `MAJOR.MINOR…`, an unknown code, a schema that no server exports.
 */
export declare const lintFlow: (source: string, { file, ...options }?: LintOptions & {
    readonly file?: string;
}) => readonly LintFinding[];
/**
 * Lints the flows and flow tests of a tree, also across flows. `files` maps each path, with `/`, to its YAML text. Returns the findings
 * sorted by file and place. Throws as `lintFlow` does.
 */
export declare const lintTree: (files: Readonly<Record<string, string>>, options?: LintOptions) => readonly LintFinding[];
