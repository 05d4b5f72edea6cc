import type { ProblemCodeEntry } from '../problem.ts'

/** Problems of dashboards (docs/facts/kestra.md, "Dashboards"). */
export const dashboardCodes = {
  'duplicate-dashboard': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'Two files with the same dashboard',
    explanation: 'A dashboard is its id, wherever its file lies. Two files with one id would overwrite each other.',
    fix: 'Remove one of the files or change its id.',
  },
  'meant-as-dashboard': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A file that was meant as a dashboard and is none',
    explanation:
      'It lies in a dashboards folder and has keys of a dashboard, or nearly so; taken for something else it would be left out without a word.',
    fix: 'Correct the key, or move the file out of the dashboards folder or name it in `.kestraignore` when it is no dashboard.',
  },
  'not-a-dashboard': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'YAML in a dashboards folder that is no dashboard',
    explanation: 'The file lies where dashboards are looked for but has not the keys of one; it is left alone.',
    fix: 'Move it out of the dashboards folder or name it in `.kestraignore`.',
  },
  'invalid-dashboard-id': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A dashboard id that no address can hold',
    explanation:
      'The server takes almost any text as an id, but finds a dashboard by its address: an id with a slash can never be read, changed or deleted again. One of more than 100 characters it cannot store.',
    fix: 'Use letters, digits, `.`, `_` and `-`, at most 100 of them.',
  },
  'dashboard-without-title': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A dashboard without a title',
    explanation: 'Servers before 2.0 call it valid and then fail to store it; later ones refuse it.',
    fix: 'Add a `title`.',
  },
  'dashboard-without-charts': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A dashboard without a chart',
    explanation: 'The server stores it, and it shows nothing.',
    fix: 'Add a chart, or remove the file.',
  },
} as const satisfies Record<string, ProblemCodeEntry>
