#!/usr/bin/env node
// The entry point of the bundle: it turns on the compile cache of Node.js before the program itself is compiled.
import module from 'node:module'
import { join } from 'node:path'

// In the home folder. The default is a folder for temporary files, where another user of the machine could put code.
const home = process.env['HOME'] ?? process.env['USERPROFILE']
// Node.js 20 has no compile cache. The program itself reports that this version is too old.
if (home !== undefined) module.enableCompileCache?.(join(home, '.cache', 'kestra-gitops'))

await import('./cli.ts')
