#!/usr/bin/env node
import { createRequire as bundleCreateRequire } from 'node:module'
const require = bundleCreateRequire(import.meta.url)

// src/start-cli.ts
import module from "node:module";
import { join } from "node:path";
var home = process.env["HOME"] ?? process.env["USERPROFILE"];
if (home !== void 0) module.enableCompileCache?.(join(home, ".cache", "kestra-gitops"));
await import("./run-cli.js");
