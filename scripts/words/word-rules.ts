/** One row of the table of words: what the project does not write, and what it writes instead. */
export interface WordRule {
  /** The heading in counts, and the word in findings. */
  readonly word: string
  readonly instead: string
  /** Tested on names in kebab-case with a hyphen at both ends: `isToldBy` and `is-told-by.ts` are both `-is-told-by-`. */
  readonly names?: RegExp
  /** Tested on code without comments and strings. Flags: `g`. */
  readonly code?: RegExp
  /** Tested on comments, strings and pages. Flags: `g`, and `i` unless capitals count. */
  readonly text?: RegExp
  /** The only files that the rule applies to: of a word with a usual meaning everywhere else. */
  readonly files?: RegExp
}

/** Places where a word is right, each with its reason. */
export interface AllowedPlace {
  readonly files: RegExp
  /** The heading of a rule. */
  readonly word: string
  /** Tested on the name or on the words that the rule found, with 40 characters on both sides on the same line. */
  readonly near?: RegExp
  readonly reason: string
}

/** The start of a sentence: of a comment, a string, a paragraph, a list item, or after another sentence. */
const SENTENCE_START = String.raw`(?<=^[ \t]*(?:/\*\*?|\*|//|[-*]|\d+\.)?[ \t]*|[.!?:][)"”\u0060*]{0,2}[ \t]+)`
/** It does not end with a question mark. */
const NO_QUESTION = String.raw`(?![^.!?\n]*\?)`

export const WORD_RULES: readonly WordRule[] = [
  {
    word: 'told',
    instead: 'reported, report',
    names: /-(?:told|tells?|telling)-/,
    text: /\b(?:told|tells?|telling)\b/gi,
  },
  { word: 'mend', instead: 'fix, fixed', names: /-mend(?:s|ed|ing)?-/, text: /\bmend(?:s|ed|ing)?\b/gi },
  { word: 'meant', instead: 'intended; looksLikeFlow', names: /-meant-/, text: /\bmeant\b/gi },
  {
    word: 'gone',
    instead: 'deleted, removed; of a server: unavailable',
    names: /-gone-/,
    // HTTP calls 410 so.
    text: /(?<!\b410 )\bgone\b/gi,
  },
  {
    word: 'side',
    instead: 'state: desired, live, base, recorded',
    names: /-(?<!-by-|-server-|-client-)sides?-(?!by-)/,
  },
  {
    word: 'gate',
    instead: 'output sanitizer: addSecrets, maskedValues, containsSecret',
    names: /-gates?-/,
    text: /\bgates?\b/gi,
  },
  {
    word: 'effect',
    instead: 'verification (after the deploy)',
    names: /-effects?-/,
    files: /^(?:src\/(?:verify|report|settings|commands)\b|docs|README)/,
    text: /\beffect\.md\b|\bthe effect(?! of| on)\b/gi,
  },
  {
    word: 'met',
    instead: 'running executions',
    names: /-met-/,
    text: /\bmet executions?\b/gi,
    files: /^src\/(?:verify|report|commands|render)\b|^[^s]/,
  },
  {
    word: 'settle',
    instead: 'classify (a file), resolve paths (an export)',
    names: /-(?<!-all-)settle[sd]?-/,
    text: /\bsettle[sd]?\b/gi,
  },
  {
    word: 'left alone',
    instead: 'skipped, ignored',
    names: /-(?:left|leaves?|leaving)-alone-/,
    text: /\b(?:left|leaves?|leaving|lets?) (?:\w+ ){0,3}alone\b/gi,
  },
  { word: 'places', instead: 'locations, suggestPath, targetOf', names: /-(?:places-of|placers?)-|^-places-$/ },
  { word: 'door', instead: 'entry point; platform inputs', names: /-doors?-/, text: /\bdoors?\b/gi },
  {
    word: 'words',
    instead: 'text: describeX, formatX', // `diffWordsWithSpace` is a function of the package `diff`.
    names: /-(?<!-diff-)words-/,
  },
  {
    word: 'promise',
    instead: 'approved plan; for users: the plan shown before the merge',
    names: /-(?:un)?promise[sd]?-/,
    // Not `Promise`, as JavaScript has it.
    text: /(?<!\u0060)\b(?:un)?promise[sd]?\b(?!<|\.(?:all|race|resolve))/gi,
  },
  {
    word: 'reviewed plan',
    instead: 'approved plan',
    names: /-(?:reviewed|marked)-plans?-|^-merges-$/,
    text: /\b(?:reviewed|marked) plans?\b/gi,
  },
  {
    word: 'claims',
    instead: 'owners, owned by others',
    names: /-(?:claim(?:s|ed|ing)?|claimants?)-/,
    text: /\b(?:claim(?:s|ed|ing)?|claimants?)\b/gi,
  },
  {
    word: 'masters',
    instead: 'competing sync',
    names: /-masters-|-other-master-/,
    text: /\b(?:masters|other master)\b/gi,
  },
  {
    word: 'outside references',
    instead: 'external references',
    names: /-outside-references?-|^-check-outside-$/,
    text: /\boutside references?\b/gi,
  },
  {
    word: 'yield to server',
    instead: 'downgrade what the server accepts',
    names: /-yields?-to-server-/,
    text: /\byields? to the server\b/gi,
  },
  {
    word: 'raise failures',
    instead: 'escalate runtime failures',
    names: /-raise-failures-/,
    text: /\braise[sd]? failures\b/gi,
  },
  {
    word: 'elsewhere',
    instead: 'pre-existing',
    names: /-elsewhere-/,
    // In other folders it is a place, not a property of a problem.
    files: /^src\/(?:finding|plan|report|render|commands|github)\//,
  },
  { word: 'remembered', instead: 'memoize', names: /-remember(?:s|ed)?-/ },
  { word: 'known tree', instead: 'symbol index', names: /-known-trees?-/, text: /\bknown trees?\b/gi },
  { word: 'checked flow', instead: 'rule context', names: /-checked-flows?-/, text: /\bchecked flows?\b/gi },
  { word: 'diagnostic', instead: 'finding', names: /-diagnostics?-/, text: /\bdiagnostics?\b/gi },
  {
    word: 'prove',
    instead: 'verify, verification failure',
    names: /-(?:prove[sd]?|proof|disproofs?|disprove[sd]?)-/,
    text: /\bdis(?:proofs?|prove[sd]?)\b/gi,
  },
  { word: 'whose rules', instead: 'trusted config commit', names: /-whose-rules-|^-rules-of-$/ },
  {
    word: 'own posts',
    instead: 'own comments, supersedes, upsert shared comment',
    names: /-(?:own-posts?|outlasts?|join-group)-/,
    text: /\b(?:own posts?|outlasts?)\b/gi,
  },
  {
    word: 'unseen, unread',
    instead: 'not read; skipped (unchanged)',
    names: /-(?:unseen|unread)-/,
    text: /\b(?:unseen|unread)\b/gi,
  },
  {
    word: 'others, absent',
    instead: 'unmanaged; unsupported kinds',
    names: /^-(?:others|absent)-$/,
    files: /^src\/state\/server\//,
  },
  { word: 'act', instead: 'run (the action)', names: /^-act-$/, files: /^src\/(?:main\.ts|github\/)/ },
  {
    word: 'make the server so',
    instead: 'apply it',
    text: /\bma(?:kes?|de|king) (?:the|this|that|your|a) server so\b/gi,
  },
  { word: 'half done', instead: 'left half-applied', text: /\bhalf[ -]done\b/gi },
  {
    word: 'fails when it runs',
    instead: 'will fail at run time',
    text: /\bfail(?:s|ed|ing)? when (?:it|they|the \w+) (?:runs?|is run|are run)\b|\bparts? that fails?\b/gi,
  },
  {
    word: 'lies, stands in',
    instead: 'is in',
    text: /\b(?:lies?|lay|lain|lying|stands?|stood|standing) (?:in|on|at|below|under|above|beside|besides|there|here|between|before|after|behind|within|alone|next)\b(?! the way\b)/gi,
  },
  { word: 'such', instead: 'that, this', names: /-such-/, text: /(?<!\bno )\bsuch\b(?! as\b)/gi },
  { word: 'as well', instead: 'also', text: /\bas well\b(?! as\b)/gi },
  {
    word: 'nobody, somebody',
    instead: 'no one; the actor',
    names: /-(?:nobody|somebody)-/,
    text: /\b(?:nobody|somebody)\b/gi,
  },
  { word: 'figures', instead: 'numbers', names: /-figures?-/, text: /\bfigures?\b/gi },
  {
    word: 'is no …',
    instead: 'is not …',
    // "There is no flow" and "is no longer" are how everybody writes.
    text: /\b(?<!\b(?:there|here|than)(?: (?:may|can|must|should|will|would|could|might))? )(?:is|are|was|were|be) (?:no (?!longer\b|more\b|one\b|matter\b|less\b)[a-z]|none\b)/gi,
  },
  {
    word: 'Of, What, Those, Told, Such',
    instead: 'the subject first',
    text: new RegExp(String.raw`${SENTENCE_START}(?:Of|What|Those|Told|Such)\b(?=[ ,])${NO_QUESTION}`, 'gm'),
  },
  {
    word: 'helper without a subject',
    instead: 'what it returns of what: flowKeyOf, outputReadsIn',
    code: /\b(?:const|function) (?:nameOf|textOf|keyOf|placeOf|namesOf|isSame|kindOf|asResource|sentence|tooMany)\b(?= = (?:async )?[(<]|[(<])/g,
  },
  { word: 'ways', instead: 'branches', names: /^-ways-$/, files: /^src\/lint\/outputs\// },
  {
    word: 'private name',
    instead: 'what it is in the terms of the field',
    names:
      /^-(?:like-most|without-github|ask-server|wrong-part|change-finder|as-wanted|other-tools|foreign-names|is-unwell|eight-signs|describe-switch)-$/,
  },
]

export const ALLOWED_PLACES: readonly AllowedPlace[] = [
  {
    files: /^src\//,
    word: 'words',
    near: /\b(?:bashWords|stopWords|MAX_WORDS_PER_ROW|MAX_EDITED_WORDS|MAX_WORDS_LENGTH)\b/,
    reason: 'counts or lists single words',
  },
  {
    files: /./,
    word: 'promise',
    near: /(?:require|no)-promise|promise-differs|requirePromise/,
    reason: 'an input and two codes',
  },
  { files: /./, word: 'claims', near: /claimed-by-another/, reason: 'a code' },
  { files: /./, word: 'masters', near: /two-masters/, reason: 'a code' },
  { files: /./, word: 'meant', near: /meant-as-(?:flow|dashboard)/, reason: 'two codes' },
  { files: /./, word: 'gone', near: /server-gone/, reason: 'a code' },
  {
    files: /^src\/(?:record|plan|state)\//,
    word: 'gone',
    near: /\bisGone\b/,
    reason: 'a field of the deployment record',
  },
  {
    files: /^src\/(?:render|plan|export|github\/run)\//,
    word: 'words',
    near: /(?<![\w-])words\b(?!\.ts)/,
    reason: 'a field of plan.json and of the shared comment',
  },
  { files: /^src\/(?:render|github\/run)\//, word: 'elsewhere', near: /\belsewhere\b/, reason: 'a field of plan.json' },
  {
    files: /^(?:src\/render\/|docs\/plan-json)/,
    word: 'promise',
    near: /\bpromise: |\['promise'\]|`promise`/,
    reason: 'a field of plan.json',
  },
  { files: /^docs\/internals\/facts\//, word: 'gone', near: /"[^"]*gone[^"]*"/i, reason: 'quotes Kestra and GitHub' },
]
