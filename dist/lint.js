import { createRequire as bundleCreateRequire } from 'node:module'
const require = bundleCreateRequire(import.meta.url)
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __require = /* @__PURE__ */ ((x2) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x2, {
  get: (a, b2) => (typeof require !== "undefined" ? require : a)[b2]
}) : x2)(function(x2) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x2 + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all2) => {
  for (var name in all2)
    __defProp(target, name, { get: all2[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/yaml/dist/nodes/identity.js
var require_identity=__commonJS({"node_modules/yaml/dist/nodes/identity.js"(exports){"use strict";var ALIAS=Symbol.for("yaml.alias");var DOC=Symbol.for("yaml.document");var MAP2=Symbol.for("yaml.map");var PAIR=Symbol.for("yaml.pair");var SCALAR=Symbol.for("yaml.scalar");var SEQ=Symbol.for("yaml.seq");var NODE_TYPE=Symbol.for("yaml.node.type");var isAlias3=node2=>!!node2&&typeof node2==="object"&&node2[NODE_TYPE]===ALIAS;var isDocument=node2=>!!node2&&typeof node2==="object"&&node2[NODE_TYPE]===DOC;var isMap2=node2=>!!node2&&typeof node2==="object"&&node2[NODE_TYPE]===MAP2;var isPair=node2=>!!node2&&typeof node2==="object"&&node2[NODE_TYPE]===PAIR;var isScalar5=node2=>!!node2&&typeof node2==="object"&&node2[NODE_TYPE]===SCALAR;var isSeq2=node2=>!!node2&&typeof node2==="object"&&node2[NODE_TYPE]===SEQ;function isCollection(node2){if(node2&&typeof node2==="object")switch(node2[NODE_TYPE]){case MAP2:case SEQ:return true}return false}function isNode2(node2){if(node2&&typeof node2==="object")switch(node2[NODE_TYPE]){case ALIAS:case MAP2:case SCALAR:case SEQ:return true}return false}var hasAnchor=node2=>(isScalar5(node2)||isCollection(node2))&&!!node2.anchor;exports.ALIAS=ALIAS;exports.DOC=DOC;exports.MAP=MAP2;exports.NODE_TYPE=NODE_TYPE;exports.PAIR=PAIR;exports.SCALAR=SCALAR;exports.SEQ=SEQ;exports.hasAnchor=hasAnchor;exports.isAlias=isAlias3;exports.isCollection=isCollection;exports.isDocument=isDocument;exports.isMap=isMap2;exports.isNode=isNode2;exports.isPair=isPair;exports.isScalar=isScalar5;exports.isSeq=isSeq2}});
// node_modules/yaml/dist/visit.js
var require_visit=__commonJS({"node_modules/yaml/dist/visit.js"(exports){"use strict";var identity=require_identity();var BREAK=Symbol("break visit");var SKIP=Symbol("skip children");var REMOVE=Symbol("remove node");function visit2(node2,visitor){const visitor_=initVisitor(visitor);if(identity.isDocument(node2)){const cd=visit_(null,node2.contents,visitor_,Object.freeze([node2]));if(cd===REMOVE)node2.contents=null}else visit_(null,node2,visitor_,Object.freeze([]))}visit2.BREAK=BREAK;visit2.SKIP=SKIP;visit2.REMOVE=REMOVE;function visit_(key,node2,visitor,path){const ctrl=callVisitor(key,node2,visitor,path);if(identity.isNode(ctrl)||identity.isPair(ctrl)){replaceNode(key,path,ctrl);return visit_(key,ctrl,visitor,path)}if(typeof ctrl!=="symbol"){if(identity.isCollection(node2)){path=Object.freeze(path.concat(node2));for(let i=0;i<node2.items.length;++i){const ci=visit_(i,node2.items[i],visitor,path);if(typeof ci==="number")i=ci-1;else if(ci===BREAK)return BREAK;else if(ci===REMOVE){node2.items.splice(i,1);i-=1}}}else if(identity.isPair(node2)){path=Object.freeze(path.concat(node2));const ck=visit_("key",node2.key,visitor,path);if(ck===BREAK)return BREAK;else if(ck===REMOVE)node2.key=null;const cv=visit_("value",node2.value,visitor,path);if(cv===BREAK)return BREAK;else if(cv===REMOVE)node2.value=null}}return ctrl}async function visitAsync(node2,visitor){const visitor_=initVisitor(visitor);if(identity.isDocument(node2)){const cd=await visitAsync_(null,node2.contents,visitor_,Object.freeze([node2]));if(cd===REMOVE)node2.contents=null}else await visitAsync_(null,node2,visitor_,Object.freeze([]))}visitAsync.BREAK=BREAK;visitAsync.SKIP=SKIP;visitAsync.REMOVE=REMOVE;async function visitAsync_(key,node2,visitor,path){const ctrl=await callVisitor(key,node2,visitor,path);if(identity.isNode(ctrl)||identity.isPair(ctrl)){replaceNode(key,path,ctrl);return visitAsync_(key,ctrl,visitor,path)}if(typeof ctrl!=="symbol"){if(identity.isCollection(node2)){path=Object.freeze(path.concat(node2));for(let i=0;i<node2.items.length;++i){const ci=await visitAsync_(i,node2.items[i],visitor,path);if(typeof ci==="number")i=ci-1;else if(ci===BREAK)return BREAK;else if(ci===REMOVE){node2.items.splice(i,1);i-=1}}}else if(identity.isPair(node2)){path=Object.freeze(path.concat(node2));const ck=await visitAsync_("key",node2.key,visitor,path);if(ck===BREAK)return BREAK;else if(ck===REMOVE)node2.key=null;const cv=await visitAsync_("value",node2.value,visitor,path);if(cv===BREAK)return BREAK;else if(cv===REMOVE)node2.value=null}}return ctrl}function initVisitor(visitor){if(typeof visitor==="object"&&(visitor.Collection||visitor.Node||visitor.Value)){return Object.assign({Alias:visitor.Node,Map:visitor.Node,Scalar:visitor.Node,Seq:visitor.Node},visitor.Value&&{Map:visitor.Value,Scalar:visitor.Value,Seq:visitor.Value},visitor.Collection&&{Map:visitor.Collection,Seq:visitor.Collection},visitor)}return visitor}function callVisitor(key,node2,visitor,path){if(typeof visitor==="function")return visitor(key,node2,path);if(identity.isMap(node2))return visitor.Map?.(key,node2,path);if(identity.isSeq(node2))return visitor.Seq?.(key,node2,path);if(identity.isPair(node2))return visitor.Pair?.(key,node2,path);if(identity.isScalar(node2))return visitor.Scalar?.(key,node2,path);if(identity.isAlias(node2))return visitor.Alias?.(key,node2,path);return void 0}function replaceNode(key,path,node2){const parent=path[path.length-1];if(identity.isCollection(parent)){parent.items[key]=node2}else if(identity.isPair(parent)){if(key==="key")parent.key=node2;else parent.value=node2}else if(identity.isDocument(parent)){parent.contents=node2}else{const pt=identity.isAlias(parent)?"alias":"scalar";throw new Error(`Cannot replace node with ${pt} parent`)}}exports.visit=visit2;exports.visitAsync=visitAsync}});
// node_modules/yaml/dist/doc/directives.js
var require_directives=__commonJS({"node_modules/yaml/dist/doc/directives.js"(exports){"use strict";var identity=require_identity();var visit2=require_visit();var escapeChars={"!":"%21",",":"%2C","[":"%5B","]":"%5D","{":"%7B","}":"%7D"};var escapeTagName=tn=>tn.replace(/[!,[\]{}]/g,ch=>escapeChars[ch]);var Directives=class _Directives{constructor(yaml2,tags){this.docStart=null;this.docEnd=false;this.yaml=Object.assign({},_Directives.defaultYaml,yaml2);this.tags=Object.assign({},_Directives.defaultTags,tags)}clone(){const copy=new _Directives(this.yaml,this.tags);copy.docStart=this.docStart;return copy}atDocument(){const res=new _Directives(this.yaml,this.tags);switch(this.yaml.version){case"1.1":this.atNextDocument=true;break;case"1.2":this.atNextDocument=false;this.yaml={explicit:_Directives.defaultYaml.explicit,version:"1.2"};this.tags=Object.assign({},_Directives.defaultTags);break}return res}add(line,onError){if(this.atNextDocument){this.yaml={explicit:_Directives.defaultYaml.explicit,version:"1.1"};this.tags=Object.assign({},_Directives.defaultTags);this.atNextDocument=false}const parts=line.trim().split(/[ \t]+/);const name=parts.shift();switch(name){case"%TAG":{if(parts.length!==2){onError(0,"%TAG directive should contain exactly two parts");if(parts.length<2)return false}const[handle,prefix]=parts;this.tags[handle]=prefix;return true}case"%YAML":{this.yaml.explicit=true;if(parts.length!==1){onError(0,"%YAML directive should contain exactly one part");return false}const[version2]=parts;if(version2==="1.1"||version2==="1.2"){this.yaml.version=version2;return true}else{const isValid=/^\d+\.\d+$/.test(version2);onError(6,`Unsupported YAML version ${version2}`,isValid);return false}}default:onError(0,`Unknown directive ${name}`,true);return false}}tagName(source,onError){if(source==="!")return"!";if(source[0]!=="!"){onError(`Not a valid tag: ${source}`);return null}if(source[1]==="<"){const verbatim=source.slice(2,-1);if(verbatim==="!"||verbatim==="!!"){onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);return null}if(source[source.length-1]!==">")onError("Verbatim tags must end with a >");return verbatim}const[,handle,suffix]=source.match(/^(.*!)([^!]*)$/s);if(!suffix)onError(`The ${source} tag has no suffix`);const prefix=this.tags[handle];if(prefix){try{return prefix+decodeURIComponent(suffix)}catch(error2){onError(String(error2));return null}}if(handle==="!")return source;onError(`Could not resolve tag: ${source}`);return null}tagString(tag){for(const[handle,prefix]of Object.entries(this.tags)){if(tag.startsWith(prefix))return handle+escapeTagName(tag.substring(prefix.length))}return tag[0]==="!"?tag:`!<${tag}>`}toString(doc){const lines=this.yaml.explicit?[`%YAML ${this.yaml.version||"1.2"}`]:[];const tagEntries=Object.entries(this.tags);let tagNames;if(doc&&tagEntries.length>0&&identity.isNode(doc.contents)){const tags={};visit2.visit(doc.contents,(_key,node2)=>{if(identity.isNode(node2)&&node2.tag)tags[node2.tag]=true});tagNames=Object.keys(tags)}else tagNames=[];for(const[handle,prefix]of tagEntries){if(handle==="!!"&&prefix==="tag:yaml.org,2002:")continue;if(!doc||tagNames.some(tn=>tn.startsWith(prefix)))lines.push(`%TAG ${handle} ${prefix}`)}return lines.join("\n")}};Directives.defaultYaml={explicit:false,version:"1.2"};Directives.defaultTags={"!!":"tag:yaml.org,2002:"};exports.Directives=Directives}});
// node_modules/yaml/dist/doc/anchors.js
var require_anchors=__commonJS({"node_modules/yaml/dist/doc/anchors.js"(exports){"use strict";var identity=require_identity();var visit2=require_visit();function anchorIsValid(anchor2){if(/[\x00-\x19\s,[\]{}]/.test(anchor2)){const sa=JSON.stringify(anchor2);const msg=`Anchor must not contain whitespace or control characters: ${sa}`;throw new Error(msg)}return true}function anchorNames(root){const anchors=new Set;visit2.visit(root,{Value(_key,node2){if(node2.anchor)anchors.add(node2.anchor)}});return anchors}function findNewAnchor(prefix,exclude){for(let i=1;true;++i){const name=`${prefix}${i}`;if(!exclude.has(name))return name}}function createNodeAnchors(doc,prefix){const aliasObjects=[];const sourceObjects=new Map;let prevAnchors=null;return{onAnchor:source=>{aliasObjects.push(source);prevAnchors??(prevAnchors=anchorNames(doc));const anchor2=findNewAnchor(prefix,prevAnchors);prevAnchors.add(anchor2);return anchor2},setAnchors:()=>{for(const source of aliasObjects){const ref=sourceObjects.get(source);if(typeof ref==="object"&&ref.anchor&&(identity.isScalar(ref.node)||identity.isCollection(ref.node))){ref.node.anchor=ref.anchor}else{const error2=new Error("Failed to resolve repeated object (this should not happen)");error2.source=source;throw error2}}},sourceObjects}}exports.anchorIsValid=anchorIsValid;exports.anchorNames=anchorNames;exports.createNodeAnchors=createNodeAnchors;exports.findNewAnchor=findNewAnchor}});
// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver=__commonJS({"node_modules/yaml/dist/doc/applyReviver.js"(exports){"use strict";function applyReviver(reviver,obj,key,val){if(val&&typeof val==="object"){if(Array.isArray(val)){for(let i=0,len=val.length;i<len;++i){const v0=val[i];const v1=applyReviver(reviver,val,String(i),v0);if(v1===void 0)delete val[i];else if(v1!==v0)val[i]=v1}}else if(val instanceof Map){for(const k2 of Array.from(val.keys())){const v0=val.get(k2);const v1=applyReviver(reviver,val,k2,v0);if(v1===void 0)val.delete(k2);else if(v1!==v0)val.set(k2,v1)}}else if(val instanceof Set){for(const v0 of Array.from(val)){const v1=applyReviver(reviver,val,v0,v0);if(v1===void 0)val.delete(v0);else if(v1!==v0){val.delete(v0);val.add(v1)}}}else{for(const[k2,v0]of Object.entries(val)){const v1=applyReviver(reviver,val,k2,v0);if(v1===void 0)delete val[k2];else if(v1!==v0)val[k2]=v1}}}return reviver.call(obj,key,val)}exports.applyReviver=applyReviver}});
// node_modules/yaml/dist/nodes/toJS.js
var require_toJS=__commonJS({"node_modules/yaml/dist/nodes/toJS.js"(exports){"use strict";var identity=require_identity();function toJS(value,arg,ctx){if(Array.isArray(value))return value.map((v2,i)=>toJS(v2,String(i),ctx));if(value&&typeof value.toJSON==="function"){if(!ctx||!identity.hasAnchor(value))return value.toJSON(arg,ctx);const data={aliasCount:0,count:1,res:void 0};ctx.anchors.set(value,data);ctx.onCreate=res2=>{data.res=res2;delete ctx.onCreate};const res=value.toJSON(arg,ctx);if(ctx.onCreate)ctx.onCreate(res);return res}if(typeof value==="bigint"&&!ctx?.keep)return Number(value);return value}exports.toJS=toJS}});
// node_modules/yaml/dist/nodes/Node.js
var require_Node=__commonJS({"node_modules/yaml/dist/nodes/Node.js"(exports){"use strict";var applyReviver=require_applyReviver();var identity=require_identity();var toJS=require_toJS();var NodeBase=class{constructor(type){Object.defineProperty(this,identity.NODE_TYPE,{value:type})}clone(){const copy=Object.create(Object.getPrototypeOf(this),Object.getOwnPropertyDescriptors(this));if(this.range)copy.range=this.range.slice();return copy}toJS(doc,{mapAsMap,maxAliasCount,onAnchor,reviver}={}){if(!identity.isDocument(doc))throw new TypeError("A document argument is required");const ctx={anchors:new Map,doc,keep:true,mapAsMap:mapAsMap===true,mapKeyWarned:false,maxAliasCount:typeof maxAliasCount==="number"?maxAliasCount:100};const res=toJS.toJS(this,"",ctx);if(typeof onAnchor==="function")for(const{count,res:res2}of ctx.anchors.values())onAnchor(res2,count);return typeof reviver==="function"?applyReviver.applyReviver(reviver,{"":res},"",res):res}};exports.NodeBase=NodeBase}});
// node_modules/yaml/dist/nodes/Alias.js
var require_Alias=__commonJS({"node_modules/yaml/dist/nodes/Alias.js"(exports){"use strict";var anchors=require_anchors();var visit2=require_visit();var identity=require_identity();var Node=require_Node();var toJS=require_toJS();var Alias=class extends Node.NodeBase{constructor(source){super(identity.ALIAS);this.source=source;Object.defineProperty(this,"tag",{set(){throw new Error("Alias nodes cannot have tags")}})}resolve(doc,ctx){if(ctx?.maxAliasCount===0)throw new ReferenceError("Alias resolution is disabled");let nodes;if(ctx?.aliasResolveCache){nodes=ctx.aliasResolveCache}else{nodes=[];visit2.visit(doc,{Node:(_key,node2)=>{if(identity.isAlias(node2)||identity.hasAnchor(node2))nodes.push(node2)}});if(ctx)ctx.aliasResolveCache=nodes}let found=void 0;for(const node2 of nodes){if(node2===this)break;if(node2.anchor===this.source)found=node2}if(found&&ctx){const{anchors:anchors2,doc:doc2,maxAliasCount}=ctx;let data=anchors2.get(found);if(!data){toJS.toJS(found,null,ctx);data=anchors2.get(found)}if(data?.res===void 0){const msg="This should not happen: Alias anchor was not resolved?";throw new ReferenceError(msg)}if(maxAliasCount>=0){data.count+=1;if(data.aliasCount===0)data.aliasCount=getAliasCount(doc2,found,anchors2);if(data.count*data.aliasCount>maxAliasCount){const msg="Excessive alias count indicates a resource exhaustion attack";throw new ReferenceError(msg)}}}return found}toJSON(_arg,ctx){if(!ctx)return{source:this.source};const source=this.resolve(ctx.doc,ctx);if(!source){const msg=`Unresolved alias (the anchor must be set before the alias): ${this.source}`;throw new ReferenceError(msg)}return ctx.anchors.get(source).res}toString(ctx,_onComment,_onChompKeep){const src=`*${this.source}`;if(ctx){anchors.anchorIsValid(this.source);if(ctx.options.verifyAliasOrder&&!ctx.anchors.has(this.source)){const msg=`Unresolved alias (the anchor must be set before the alias): ${this.source}`;throw new Error(msg)}if(ctx.implicitKey)return`${src} `}return src}};function getAliasCount(doc,node2,anchors2){if(identity.isAlias(node2)){const source=node2.resolve(doc);const anchor2=anchors2&&source&&anchors2.get(source);return anchor2?anchor2.count*anchor2.aliasCount:0}else if(identity.isCollection(node2)){let count=0;for(const item of node2.items){const c2=getAliasCount(doc,item,anchors2);if(c2>count)count=c2}return count}else if(identity.isPair(node2)){const kc=getAliasCount(doc,node2.key,anchors2);const vc=getAliasCount(doc,node2.value,anchors2);return Math.max(kc,vc)}return 1}exports.Alias=Alias}});
// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar=__commonJS({"node_modules/yaml/dist/nodes/Scalar.js"(exports){"use strict";var identity=require_identity();var Node=require_Node();var toJS=require_toJS();var isScalarValue=value=>!value||typeof value!=="function"&&typeof value!=="object";var Scalar=class extends Node.NodeBase{constructor(value){super(identity.SCALAR);this.value=value}toJSON(arg,ctx){return ctx?.keep?this.value:toJS.toJS(this.value,arg,ctx)}toString(){return String(this.value)}};Scalar.BLOCK_FOLDED="BLOCK_FOLDED";Scalar.BLOCK_LITERAL="BLOCK_LITERAL";Scalar.PLAIN="PLAIN";Scalar.QUOTE_DOUBLE="QUOTE_DOUBLE";Scalar.QUOTE_SINGLE="QUOTE_SINGLE";exports.Scalar=Scalar;exports.isScalarValue=isScalarValue}});
// node_modules/yaml/dist/doc/createNode.js
var require_createNode=__commonJS({"node_modules/yaml/dist/doc/createNode.js"(exports){"use strict";var Alias=require_Alias();var identity=require_identity();var Scalar=require_Scalar();var defaultTagPrefix="tag:yaml.org,2002:";function findTagObject(value,tagName,tags){if(tagName){const match=tags.filter(t=>t.tag===tagName);const tagObj=match.find(t=>!t.format)??match[0];if(!tagObj)throw new Error(`Tag ${tagName} not found`);return tagObj}return tags.find(t=>t.identify?.(value)&&!t.format)}function createNode(value,tagName,ctx){if(identity.isDocument(value))value=value.contents;if(identity.isNode(value))return value;if(identity.isPair(value)){const map=ctx.schema[identity.MAP].createNode?.(ctx.schema,null,ctx);map.items.push(value);return map}if(value instanceof String||value instanceof Number||value instanceof Boolean||typeof BigInt!=="undefined"&&value instanceof BigInt){value=value.valueOf()}const{aliasDuplicateObjects,onAnchor,onTagObj,schema,sourceObjects}=ctx;let ref=void 0;if(aliasDuplicateObjects&&value&&typeof value==="object"){ref=sourceObjects.get(value);if(ref){ref.anchor??(ref.anchor=onAnchor(value));return new Alias.Alias(ref.anchor)}else{ref={anchor:null,node:null};sourceObjects.set(value,ref)}}if(tagName?.startsWith("!!"))tagName=defaultTagPrefix+tagName.slice(2);let tagObj=findTagObject(value,tagName,schema.tags);if(!tagObj){if(value&&typeof value.toJSON==="function"){value=value.toJSON()}if(!value||typeof value!=="object"){const node3=new Scalar.Scalar(value);if(ref)ref.node=node3;return node3}tagObj=value instanceof Map?schema[identity.MAP]:Symbol.iterator in Object(value)?schema[identity.SEQ]:schema[identity.MAP]}if(onTagObj){onTagObj(tagObj);delete ctx.onTagObj}const node2=tagObj?.createNode?tagObj.createNode(ctx.schema,value,ctx):typeof tagObj?.nodeClass?.from==="function"?tagObj.nodeClass.from(ctx.schema,value,ctx):new Scalar.Scalar(value);if(tagName)node2.tag=tagName;else if(!tagObj.default)node2.tag=tagObj.tag;if(ref)ref.node=node2;return node2}exports.createNode=createNode}});
// node_modules/yaml/dist/nodes/Collection.js
var require_Collection=__commonJS({"node_modules/yaml/dist/nodes/Collection.js"(exports){"use strict";var createNode=require_createNode();var identity=require_identity();var Node=require_Node();function collectionFromPath(schema,path,value){let v2=value;for(let i=path.length-1;i>=0;--i){const k2=path[i];if(typeof k2==="number"&&Number.isInteger(k2)&&k2>=0){const a=[];a[k2]=v2;v2=a}else{v2=new Map([[k2,v2]])}}return createNode.createNode(v2,void 0,{aliasDuplicateObjects:false,keepUndefined:false,onAnchor:()=>{throw new Error("This should not happen, please report a bug.")},schema,sourceObjects:new Map})}var isEmptyPath=path=>path==null||typeof path==="object"&&!!path[Symbol.iterator]().next().done;var Collection=class extends Node.NodeBase{constructor(type,schema){super(type);Object.defineProperty(this,"schema",{value:schema,configurable:true,enumerable:false,writable:true})}clone(schema){const copy=Object.create(Object.getPrototypeOf(this),Object.getOwnPropertyDescriptors(this));if(schema)copy.schema=schema;copy.items=copy.items.map(it=>identity.isNode(it)||identity.isPair(it)?it.clone(schema):it);if(this.range)copy.range=this.range.slice();return copy}addIn(path,value){if(isEmptyPath(path))this.add(value);else{const[key,...rest]=path;const node2=this.get(key,true);if(identity.isCollection(node2))node2.addIn(rest,value);else if(node2===void 0&&this.schema)this.set(key,collectionFromPath(this.schema,rest,value));else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`)}}deleteIn(path){const[key,...rest]=path;if(rest.length===0)return this.delete(key);const node2=this.get(key,true);if(identity.isCollection(node2))return node2.deleteIn(rest);else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`)}getIn(path,keepScalar){const[key,...rest]=path;const node2=this.get(key,true);if(rest.length===0)return!keepScalar&&identity.isScalar(node2)?node2.value:node2;else return identity.isCollection(node2)?node2.getIn(rest,keepScalar):void 0}hasAllNullValues(allowScalar){return this.items.every(node2=>{if(!identity.isPair(node2))return false;const n=node2.value;return n==null||allowScalar&&identity.isScalar(n)&&n.value==null&&!n.commentBefore&&!n.comment&&!n.tag})}hasIn(path){const[key,...rest]=path;if(rest.length===0)return this.has(key);const node2=this.get(key,true);return identity.isCollection(node2)?node2.hasIn(rest):false}setIn(path,value){const[key,...rest]=path;if(rest.length===0){this.set(key,value)}else{const node2=this.get(key,true);if(identity.isCollection(node2))node2.setIn(rest,value);else if(node2===void 0&&this.schema)this.set(key,collectionFromPath(this.schema,rest,value));else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`)}}};exports.Collection=Collection;exports.collectionFromPath=collectionFromPath;exports.isEmptyPath=isEmptyPath}});
// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment=__commonJS({"node_modules/yaml/dist/stringify/stringifyComment.js"(exports){"use strict";var stringifyComment=str=>str.replace(/^(?!$)(?: $)?/gm,"#");function indentComment(comment,indent){if(/^\n+$/.test(comment))return comment.substring(1);return indent?comment.replace(/^(?! *$)/gm,indent):comment}var lineComment=(str,indent,comment)=>str.endsWith("\n")?indentComment(comment,indent):comment.includes("\n")?"\n"+indentComment(comment,indent):(str.endsWith(" ")?"":" ")+comment;exports.indentComment=indentComment;exports.lineComment=lineComment;exports.stringifyComment=stringifyComment}});
// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines=__commonJS({"node_modules/yaml/dist/stringify/foldFlowLines.js"(exports){"use strict";var FOLD_FLOW="flow";var FOLD_BLOCK="block";var FOLD_QUOTED="quoted";function foldFlowLines(text,indent,mode="flow",{indentAtStart,lineWidth=80,minContentWidth=20,onFold,onOverflow}={}){if(!lineWidth||lineWidth<0)return text;if(lineWidth<minContentWidth)minContentWidth=0;const endStep=Math.max(1+minContentWidth,1+lineWidth-indent.length);if(text.length<=endStep)return text;const folds=[];const escapedFolds={};let end=lineWidth-indent.length;if(typeof indentAtStart==="number"){if(indentAtStart>lineWidth-Math.max(2,minContentWidth))folds.push(0);else end=lineWidth-indentAtStart}let split=void 0;let prev=void 0;let overflow=false;let i=-1;let escStart=-1;let escEnd=-1;if(mode===FOLD_BLOCK){i=consumeMoreIndentedLines(text,i,indent.length);if(i!==-1)end=i+endStep}for(let ch;ch=text[i+=1];){if(mode===FOLD_QUOTED&&ch==="\\"){escStart=i;switch(text[i+1]){case"x":i+=3;break;case"u":i+=5;break;case"U":i+=9;break;default:i+=1}escEnd=i}if(ch==="\n"){if(mode===FOLD_BLOCK)i=consumeMoreIndentedLines(text,i,indent.length);end=i+indent.length+endStep;split=void 0}else{if(ch===" "&&prev&&prev!==" "&&prev!=="\n"&&prev!=="	"){const next=text[i+1];if(next&&next!==" "&&next!=="\n"&&next!=="	")split=i}if(i>=end){if(split){folds.push(split);end=split+endStep;split=void 0}else if(mode===FOLD_QUOTED){while(prev===" "||prev==="	"){prev=ch;ch=text[i+=1];overflow=true}const j2=i>escEnd+1?i-2:escStart-1;if(escapedFolds[j2])return text;folds.push(j2);escapedFolds[j2]=true;end=j2+endStep;split=void 0}else{overflow=true}}}prev=ch}if(overflow&&onOverflow)onOverflow();if(folds.length===0)return text;if(onFold)onFold();let res=text.slice(0,folds[0]);for(let i2=0;i2<folds.length;++i2){const fold=folds[i2];const end2=folds[i2+1]||text.length;if(fold===0)res=`
${indent}${text.slice(0,end2)}`;else{if(mode===FOLD_QUOTED&&escapedFolds[fold])res+=`${text[fold]}\\`;res+=`
${indent}${text.slice(fold+1,end2)}`}}return res}function consumeMoreIndentedLines(text,i,indent){let end=i;let start=i+1;let ch=text[start];while(ch===" "||ch==="	"){if(i<start+indent){ch=text[++i]}else{do{ch=text[++i]}while(ch&&ch!=="\n");end=i;start=i+1;ch=text[start]}}return end}exports.FOLD_BLOCK=FOLD_BLOCK;exports.FOLD_FLOW=FOLD_FLOW;exports.FOLD_QUOTED=FOLD_QUOTED;exports.foldFlowLines=foldFlowLines}});
// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString=__commonJS({"node_modules/yaml/dist/stringify/stringifyString.js"(exports){"use strict";var Scalar=require_Scalar();var foldFlowLines=require_foldFlowLines();var getFoldOptions=(ctx,isBlock)=>({indentAtStart:isBlock?ctx.indent.length:ctx.indentAtStart,lineWidth:ctx.options.lineWidth,minContentWidth:ctx.options.minContentWidth});var containsDocumentMarker=str=>/^(%|---|\.\.\.)/m.test(str);function lineLengthOverLimit(str,lineWidth,indentLength){if(!lineWidth||lineWidth<0)return false;const limit=lineWidth-indentLength;const strLen=str.length;if(strLen<=limit)return false;for(let i=0,start=0;i<strLen;++i){if(str[i]==="\n"){if(i-start>limit)return true;start=i+1;if(strLen-start<=limit)return false}}return true}function doubleQuotedString(value,ctx){const json=JSON.stringify(value);if(ctx.options.doubleQuotedAsJSON)return json;const{implicitKey}=ctx;const minMultiLineLength=ctx.options.doubleQuotedMinMultiLineLength;const indent=ctx.indent||(containsDocumentMarker(value)?"  ":"");let str="";let start=0;for(let i=0,ch=json[i];ch;ch=json[++i]){if(ch===" "&&json[i+1]==="\\"&&json[i+2]==="n"){str+=json.slice(start,i)+"\\ ";i+=1;start=i;ch="\\"}if(ch==="\\")switch(json[i+1]){case"u":{str+=json.slice(start,i);const code=json.substr(i+2,4);switch(code){case"0000":str+="\\0";break;case"0007":str+="\\a";break;case"000b":str+="\\v";break;case"001b":str+="\\e";break;case"0085":str+="\\N";break;case"00a0":str+="\\_";break;case"2028":str+="\\L";break;case"2029":str+="\\P";break;default:if(code.substr(0,2)==="00")str+="\\x"+code.substr(2);else str+=json.substr(i,6)}i+=5;start=i+1}break;case"n":if(implicitKey||json[i+2]==='"'||json.length<minMultiLineLength){i+=1}else{str+=json.slice(start,i)+"\n\n";while(json[i+2]==="\\"&&json[i+3]==="n"&&json[i+4]!=='"'){str+="\n";i+=2}str+=indent;if(json[i+2]===" ")str+="\\";i+=1;start=i+1}break;default:i+=1}}str=start?str+json.slice(start):json;return implicitKey?str:foldFlowLines.foldFlowLines(str,indent,foldFlowLines.FOLD_QUOTED,getFoldOptions(ctx,false))}function singleQuotedString(value,ctx){if(ctx.options.singleQuote===false||ctx.implicitKey&&value.includes("\n")||/[ \t]\n|\n[ \t]/.test(value))return doubleQuotedString(value,ctx);const indent=ctx.indent||(containsDocumentMarker(value)?"  ":"");const res="'"+value.replace(/'/g,"''").replace(/\n+/g,`$&
${indent}`)+"'";return ctx.implicitKey?res:foldFlowLines.foldFlowLines(res,indent,foldFlowLines.FOLD_FLOW,getFoldOptions(ctx,false))}function quotedString(value,ctx){const{singleQuote}=ctx.options;let qs;if(singleQuote===false)qs=doubleQuotedString;else{const hasDouble=value.includes('"');const hasSingle=value.includes("'");if(hasDouble&&!hasSingle)qs=singleQuotedString;else if(hasSingle&&!hasDouble)qs=doubleQuotedString;else qs=singleQuote?singleQuotedString:doubleQuotedString}return qs(value,ctx)}var blockEndNewlines;try{blockEndNewlines=new RegExp("(^|(?<!\n))\n+(?!\n|$)","g")}catch{blockEndNewlines=/\n+(?!\n|$)/g}function blockString({comment,type,value},ctx,onComment,onChompKeep){const{blockQuote,commentString,lineWidth}=ctx.options;if(!blockQuote||/\n[\t ]+$/.test(value)){return quotedString(value,ctx)}const indent=ctx.indent||(ctx.forceBlockIndent||containsDocumentMarker(value)?"  ":"");const literal=blockQuote==="literal"?true:blockQuote==="folded"||type===Scalar.Scalar.BLOCK_FOLDED?false:type===Scalar.Scalar.BLOCK_LITERAL?true:!lineLengthOverLimit(value,lineWidth,indent.length);if(!value)return literal?"|\n":">\n";let chomp;let endStart;for(endStart=value.length;endStart>0;--endStart){const ch=value[endStart-1];if(ch!=="\n"&&ch!=="	"&&ch!==" ")break}let end=value.substring(endStart);const endNlPos=end.indexOf("\n");if(endNlPos===-1){chomp="-"}else if(value===end||endNlPos!==end.length-1){chomp="+";if(onChompKeep)onChompKeep()}else{chomp=""}if(end){value=value.slice(0,-end.length);if(end[end.length-1]==="\n")end=end.slice(0,-1);end=end.replace(blockEndNewlines,`$&${indent}`)}let startWithSpace=false;let startEnd;let startNlPos=-1;for(startEnd=0;startEnd<value.length;++startEnd){const ch=value[startEnd];if(ch===" ")startWithSpace=true;else if(ch==="\n")startNlPos=startEnd;else break}let start=value.substring(0,startNlPos<startEnd?startNlPos+1:startEnd);if(start){value=value.substring(start.length);start=start.replace(/\n+/g,`$&${indent}`)}const indentSize=indent?"2":"1";let header=(startWithSpace?indentSize:"")+chomp;if(comment){header+=" "+commentString(comment.replace(/ ?[\r\n]+/g," "));if(onComment)onComment()}if(!literal){const foldedValue=value.replace(/\n+/g,"\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g,"$1$2").replace(/\n+/g,`$&${indent}`);let literalFallback=false;const foldOptions=getFoldOptions(ctx,true);if(blockQuote!=="folded"&&type!==Scalar.Scalar.BLOCK_FOLDED){foldOptions.onOverflow=()=>{literalFallback=true}}const body=foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`,indent,foldFlowLines.FOLD_BLOCK,foldOptions);if(!literalFallback)return`>${header}
${indent}${body}`}value=value.replace(/\n+/g,`$&${indent}`);return`|${header}
${indent}${start}${value}${end}`}function plainString(item,ctx,onComment,onChompKeep){const{type,value}=item;const{actualString,implicitKey,indent,indentStep,inFlow}=ctx;if(implicitKey&&value.includes("\n")||inFlow&&/[[\]{},]/.test(value)){return quotedString(value,ctx)}if(/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)){return implicitKey||inFlow||!value.includes("\n")?quotedString(value,ctx):blockString(item,ctx,onComment,onChompKeep)}if(!implicitKey&&!inFlow&&type!==Scalar.Scalar.PLAIN&&value.includes("\n")){return blockString(item,ctx,onComment,onChompKeep)}if(containsDocumentMarker(value)){if(indent===""){ctx.forceBlockIndent=true;return blockString(item,ctx,onComment,onChompKeep)}else if(implicitKey&&indent===indentStep){return quotedString(value,ctx)}}const str=value.replace(/\n+/g,`$&
${indent}`);if(actualString){const test=tag=>tag.default&&tag.tag!=="tag:yaml.org,2002:str"&&tag.test?.test(str);const{compat,tags}=ctx.doc.schema;if(tags.some(test)||compat?.some(test))return quotedString(value,ctx)}return implicitKey?str:foldFlowLines.foldFlowLines(str,indent,foldFlowLines.FOLD_FLOW,getFoldOptions(ctx,false))}function stringifyString(item,ctx,onComment,onChompKeep){const{implicitKey,inFlow}=ctx;const ss=typeof item.value==="string"?item:Object.assign({},item,{value:String(item.value)});let{type}=item;if(type!==Scalar.Scalar.QUOTE_DOUBLE){if(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))type=Scalar.Scalar.QUOTE_DOUBLE}const _stringify=_type=>{switch(_type){case Scalar.Scalar.BLOCK_FOLDED:case Scalar.Scalar.BLOCK_LITERAL:return implicitKey||inFlow?quotedString(ss.value,ctx):blockString(ss,ctx,onComment,onChompKeep);case Scalar.Scalar.QUOTE_DOUBLE:return doubleQuotedString(ss.value,ctx);case Scalar.Scalar.QUOTE_SINGLE:return singleQuotedString(ss.value,ctx);case Scalar.Scalar.PLAIN:return plainString(ss,ctx,onComment,onChompKeep);default:return null}};let res=_stringify(type);if(res===null){const{defaultKeyType,defaultStringType}=ctx.options;const t=implicitKey&&defaultKeyType||defaultStringType;res=_stringify(t);if(res===null)throw new Error(`Unsupported default string type ${t}`)}return res}exports.stringifyString=stringifyString}});
// node_modules/yaml/dist/stringify/stringify.js
var require_stringify=__commonJS({"node_modules/yaml/dist/stringify/stringify.js"(exports){"use strict";var anchors=require_anchors();var identity=require_identity();var stringifyComment=require_stringifyComment();var stringifyString=require_stringifyString();function createStringifyContext(doc,options){const opt=Object.assign({blockQuote:true,commentString:stringifyComment.stringifyComment,defaultKeyType:null,defaultStringType:"PLAIN",directives:null,doubleQuotedAsJSON:false,doubleQuotedMinMultiLineLength:40,falseStr:"false",flowCollectionPadding:true,indentSeq:true,lineWidth:80,minContentWidth:20,nullStr:"null",simpleKeys:false,singleQuote:null,trailingComma:false,trueStr:"true",verifyAliasOrder:true},doc.schema.toStringOptions,options);let inFlow;switch(opt.collectionStyle){case"block":inFlow=false;break;case"flow":inFlow=true;break;default:inFlow=null}return{anchors:new Set,doc,flowCollectionPadding:opt.flowCollectionPadding?" ":"",indent:"",indentStep:typeof opt.indent==="number"?" ".repeat(opt.indent):"  ",inFlow,options:opt}}function getTagObject(tags,item){if(item.tag){const match=tags.filter(t=>t.tag===item.tag);if(match.length>0)return match.find(t=>t.format===item.format)??match[0]}let tagObj=void 0;let obj;if(identity.isScalar(item)){obj=item.value;let match=tags.filter(t=>t.identify?.(obj));if(match.length>1){const testMatch=match.filter(t=>t.test);if(testMatch.length>0)match=testMatch}tagObj=match.find(t=>t.format===item.format)??match.find(t=>!t.format)}else{obj=item;tagObj=tags.find(t=>t.nodeClass&&obj instanceof t.nodeClass)}if(!tagObj){const name=obj?.constructor?.name??(obj===null?"null":typeof obj);throw new Error(`Tag not resolved for ${name} value`)}return tagObj}function stringifyProps(node2,tagObj,{anchors:anchors$1,doc}){if(!doc.directives)return"";const props=[];const anchor2=(identity.isScalar(node2)||identity.isCollection(node2))&&node2.anchor;if(anchor2&&anchors.anchorIsValid(anchor2)){anchors$1.add(anchor2);props.push(`&${anchor2}`)}const tag=node2.tag??(tagObj.default?null:tagObj.tag);if(tag)props.push(doc.directives.tagString(tag));return props.join(" ")}function stringify(item,ctx,onComment,onChompKeep){if(identity.isPair(item))return item.toString(ctx,onComment,onChompKeep);if(identity.isAlias(item)){if(ctx.doc.directives)return item.toString(ctx);if(ctx.resolvedAliases?.has(item)){throw new TypeError(`Cannot stringify circular structure without alias nodes`)}else{if(ctx.resolvedAliases)ctx.resolvedAliases.add(item);else ctx.resolvedAliases=new Set([item]);item=item.resolve(ctx.doc)}}let tagObj=void 0;const node2=identity.isNode(item)?item:ctx.doc.createNode(item,{onTagObj:o=>tagObj=o});tagObj??(tagObj=getTagObject(ctx.doc.schema.tags,node2));const props=stringifyProps(node2,tagObj,ctx);if(props.length>0)ctx.indentAtStart=(ctx.indentAtStart??0)+props.length+1;const str=typeof tagObj.stringify==="function"?tagObj.stringify(node2,ctx,onComment,onChompKeep):identity.isScalar(node2)?stringifyString.stringifyString(node2,ctx,onComment,onChompKeep):node2.toString(ctx,onComment,onChompKeep);if(!props)return str;return identity.isScalar(node2)||str[0]==="{"||str[0]==="["?`${props} ${str}`:`${props}
${ctx.indent}${str}`}exports.createStringifyContext=createStringifyContext;exports.stringify=stringify}});
// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair=__commonJS({"node_modules/yaml/dist/stringify/stringifyPair.js"(exports){"use strict";var identity=require_identity();var Scalar=require_Scalar();var stringify=require_stringify();var stringifyComment=require_stringifyComment();function stringifyPair({key,value},ctx,onComment,onChompKeep){const{allNullValues,doc,indent,indentStep,options:{commentString,indentSeq,simpleKeys}}=ctx;let keyComment=identity.isNode(key)&&key.comment||null;if(simpleKeys){if(keyComment){throw new Error("With simple keys, key nodes cannot have comments")}if(identity.isCollection(key)||!identity.isNode(key)&&typeof key==="object"){const msg="With simple keys, collection cannot be used as a key value";throw new Error(msg)}}let explicitKey=!simpleKeys&&(!key||keyComment&&value==null&&!ctx.inFlow||identity.isCollection(key)||(identity.isScalar(key)?key.type===Scalar.Scalar.BLOCK_FOLDED||key.type===Scalar.Scalar.BLOCK_LITERAL:typeof key==="object"));ctx=Object.assign({},ctx,{allNullValues:false,implicitKey:!explicitKey&&(simpleKeys||!allNullValues),indent:indent+indentStep});let keyCommentDone=false;let chompKeep=false;let str=stringify.stringify(key,ctx,()=>keyCommentDone=true,()=>chompKeep=true);if(!explicitKey&&!ctx.inFlow&&str.length>1024){if(simpleKeys)throw new Error("With simple keys, single line scalar must not span more than 1024 characters");explicitKey=true}if(ctx.inFlow){if(allNullValues||value==null){if(keyCommentDone&&onComment)onComment();return str===""?"?":explicitKey?`? ${str}`:str}}else if(allNullValues&&!simpleKeys||value==null&&explicitKey){str=`? ${str}`;if(keyComment&&!keyCommentDone){str+=stringifyComment.lineComment(str,ctx.indent,commentString(keyComment))}else if(chompKeep&&onChompKeep)onChompKeep();return str}if(keyCommentDone)keyComment=null;if(explicitKey){if(keyComment)str+=stringifyComment.lineComment(str,ctx.indent,commentString(keyComment));str=`? ${str}
${indent}:`}else{str=`${str}:`;if(keyComment)str+=stringifyComment.lineComment(str,ctx.indent,commentString(keyComment))}let vsb,vcb,valueComment;if(identity.isNode(value)){vsb=!!value.spaceBefore;vcb=value.commentBefore;valueComment=value.comment}else{vsb=false;vcb=null;valueComment=null;if(value&&typeof value==="object")value=doc.createNode(value)}ctx.implicitKey=false;if(!explicitKey&&!keyComment&&identity.isScalar(value))ctx.indentAtStart=str.length+1;chompKeep=false;if(!indentSeq&&indentStep.length>=2&&!ctx.inFlow&&!explicitKey&&identity.isSeq(value)&&!value.flow&&!value.tag&&!value.anchor){ctx.indent=ctx.indent.substring(2)}let valueCommentDone=false;const valueStr=stringify.stringify(value,ctx,()=>valueCommentDone=true,()=>chompKeep=true);let ws=" ";if(keyComment||vsb||vcb){ws=vsb?"\n":"";if(vcb){const cs=commentString(vcb);ws+=`
${stringifyComment.indentComment(cs,ctx.indent)}`}if(valueStr===""&&!ctx.inFlow){if(ws==="\n"&&valueComment)ws="\n\n"}else{ws+=`
${ctx.indent}`}}else if(!explicitKey&&identity.isCollection(value)){const vs0=valueStr[0];const nl0=valueStr.indexOf("\n");const hasNewline=nl0!==-1;const flow=ctx.inFlow??value.flow??value.items.length===0;if(hasNewline||!flow){let hasPropsLine=false;if(hasNewline&&(vs0==="&"||vs0==="!")){let sp0=valueStr.indexOf(" ");if(vs0==="&"&&sp0!==-1&&sp0<nl0&&valueStr[sp0+1]==="!"){sp0=valueStr.indexOf(" ",sp0+1)}if(sp0===-1||nl0<sp0)hasPropsLine=true}if(!hasPropsLine)ws=`
${ctx.indent}`}}else if(valueStr===""||valueStr[0]==="\n"){ws=""}str+=ws+valueStr;if(ctx.inFlow){if(valueCommentDone&&onComment)onComment()}else if(valueComment&&!valueCommentDone){str+=stringifyComment.lineComment(str,ctx.indent,commentString(valueComment))}else if(chompKeep&&onChompKeep){onChompKeep()}return str}exports.stringifyPair=stringifyPair}});
// node_modules/yaml/dist/log.js
var require_log=__commonJS({"node_modules/yaml/dist/log.js"(exports){"use strict";var node_process=__require("process");function debug(logLevel,...messages){if(logLevel==="debug")console.log(...messages)}function warn(logLevel,warning){if(logLevel==="debug"||logLevel==="warn"){if(typeof node_process.emitWarning==="function")node_process.emitWarning(warning);else console.warn(warning)}}exports.debug=debug;exports.warn=warn}});
// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/merge.js"(exports){"use strict";var identity=require_identity();var Scalar=require_Scalar();var MERGE_KEY="<<";var merge2={identify:value=>value===MERGE_KEY||typeof value==="symbol"&&value.description===MERGE_KEY,default:"key",tag:"tag:yaml.org,2002:merge",test:/^<<$/,resolve:()=>Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)),{addToJSMap:addMergeToJSMap}),stringify:()=>MERGE_KEY};var isMergeKey=(ctx,key)=>(merge2.identify(key)||identity.isScalar(key)&&(!key.type||key.type===Scalar.Scalar.PLAIN)&&merge2.identify(key.value))&&ctx?.doc.schema.tags.some(tag=>tag.tag===merge2.tag&&tag.default);function addMergeToJSMap(ctx,map,value){const source=resolveAliasValue(ctx,value);if(identity.isSeq(source))for(const it of source.items)mergeValue(ctx,map,it);else if(Array.isArray(source))for(const it of source)mergeValue(ctx,map,it);else mergeValue(ctx,map,source)}function mergeValue(ctx,map,value){const source=resolveAliasValue(ctx,value);if(!identity.isMap(source))throw new Error("Merge sources must be maps or map aliases");const srcMap=source.toJSON(null,ctx,Map);for(const[key,value2]of srcMap){if(map instanceof Map){if(!map.has(key))map.set(key,value2)}else if(map instanceof Set){map.add(key)}else if(!Object.prototype.hasOwnProperty.call(map,key)){Object.defineProperty(map,key,{value:value2,writable:true,enumerable:true,configurable:true})}}return map}function resolveAliasValue(ctx,value){return ctx&&identity.isAlias(value)?value.resolve(ctx.doc,ctx):value}exports.addMergeToJSMap=addMergeToJSMap;exports.isMergeKey=isMergeKey;exports.merge=merge2}});
// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap=__commonJS({"node_modules/yaml/dist/nodes/addPairToJSMap.js"(exports){"use strict";var log=require_log();var merge2=require_merge();var stringify=require_stringify();var identity=require_identity();var toJS=require_toJS();function addPairToJSMap(ctx,map,{key,value}){if(identity.isNode(key)&&key.addToJSMap)key.addToJSMap(ctx,map,value);else if(merge2.isMergeKey(ctx,key))merge2.addMergeToJSMap(ctx,map,value);else{const jsKey=toJS.toJS(key,"",ctx);if(map instanceof Map){map.set(jsKey,toJS.toJS(value,jsKey,ctx))}else if(map instanceof Set){map.add(jsKey)}else{const stringKey=stringifyKey(key,jsKey,ctx);const jsValue=toJS.toJS(value,stringKey,ctx);if(stringKey in map)Object.defineProperty(map,stringKey,{value:jsValue,writable:true,enumerable:true,configurable:true});else map[stringKey]=jsValue}}return map}function stringifyKey(key,jsKey,ctx){if(jsKey===null)return"";if(typeof jsKey!=="object")return String(jsKey);if(identity.isNode(key)&&ctx?.doc){const strCtx=stringify.createStringifyContext(ctx.doc,{});strCtx.anchors=new Set;for(const node2 of ctx.anchors.keys())strCtx.anchors.add(node2.anchor);strCtx.inFlow=true;strCtx.inStringifyKey=true;const strKey=key.toString(strCtx);if(!ctx.mapKeyWarned){let jsonStr=JSON.stringify(strKey);if(jsonStr.length>40)jsonStr=jsonStr.substring(0,36)+'..."';log.warn(ctx.doc.options.logLevel,`Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);ctx.mapKeyWarned=true}return strKey}return JSON.stringify(jsKey)}exports.addPairToJSMap=addPairToJSMap}});
// node_modules/yaml/dist/nodes/Pair.js
var require_Pair=__commonJS({"node_modules/yaml/dist/nodes/Pair.js"(exports){"use strict";var createNode=require_createNode();var stringifyPair=require_stringifyPair();var addPairToJSMap=require_addPairToJSMap();var identity=require_identity();function createPair(key,value,ctx){const k2=createNode.createNode(key,void 0,ctx);const v2=createNode.createNode(value,void 0,ctx);return new Pair(k2,v2)}var Pair=class _Pair{constructor(key,value=null){Object.defineProperty(this,identity.NODE_TYPE,{value:identity.PAIR});this.key=key;this.value=value}clone(schema){let{key,value}=this;if(identity.isNode(key))key=key.clone(schema);if(identity.isNode(value))value=value.clone(schema);return new _Pair(key,value)}toJSON(_2,ctx){const pair=ctx?.mapAsMap?new Map:{};return addPairToJSMap.addPairToJSMap(ctx,pair,this)}toString(ctx,onComment,onChompKeep){return ctx?.doc?stringifyPair.stringifyPair(this,ctx,onComment,onChompKeep):JSON.stringify(this)}};exports.Pair=Pair;exports.createPair=createPair}});
// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection=__commonJS({"node_modules/yaml/dist/stringify/stringifyCollection.js"(exports){"use strict";var identity=require_identity();var stringify=require_stringify();var stringifyComment=require_stringifyComment();function stringifyCollection(collection,ctx,options){const flow=ctx.inFlow??collection.flow;const stringify2=flow?stringifyFlowCollection:stringifyBlockCollection;return stringify2(collection,ctx,options)}function stringifyBlockCollection({comment,items},ctx,{blockItemPrefix,flowChars,itemIndent,onChompKeep,onComment}){const{indent,options:{commentString}}=ctx;const itemCtx=Object.assign({},ctx,{indent:itemIndent,type:null});let chompKeep=false;const lines=[];for(let i=0;i<items.length;++i){const item=items[i];let comment2=null;if(identity.isNode(item)){if(!chompKeep&&item.spaceBefore)lines.push("");addCommentBefore(ctx,lines,item.commentBefore,chompKeep);if(item.comment)comment2=item.comment}else if(identity.isPair(item)){const ik=identity.isNode(item.key)?item.key:null;if(ik){if(!chompKeep&&ik.spaceBefore)lines.push("");addCommentBefore(ctx,lines,ik.commentBefore,chompKeep)}}chompKeep=false;let str2=stringify.stringify(item,itemCtx,()=>comment2=null,()=>chompKeep=true);if(comment2)str2+=stringifyComment.lineComment(str2,itemIndent,commentString(comment2));if(chompKeep&&comment2)chompKeep=false;lines.push(blockItemPrefix+str2)}let str;if(lines.length===0){str=flowChars.start+flowChars.end}else{str=lines[0];for(let i=1;i<lines.length;++i){const line=lines[i];str+=line?`
${indent}${line}`:"\n"}}if(comment){str+="\n"+stringifyComment.indentComment(commentString(comment),indent);if(onComment)onComment()}else if(chompKeep&&onChompKeep)onChompKeep();return str}function stringifyFlowCollection({items},ctx,{flowChars,itemIndent}){const{indent,indentStep,flowCollectionPadding:fcPadding,options:{commentString}}=ctx;itemIndent+=indentStep;const itemCtx=Object.assign({},ctx,{indent:itemIndent,inFlow:true,type:null});let reqNewline=false;let linesAtValue=0;const lines=[];for(let i=0;i<items.length;++i){const item=items[i];let comment=null;if(identity.isNode(item)){if(item.spaceBefore)lines.push("");addCommentBefore(ctx,lines,item.commentBefore,false);if(item.comment)comment=item.comment}else if(identity.isPair(item)){const ik=identity.isNode(item.key)?item.key:null;if(ik){if(ik.spaceBefore)lines.push("");addCommentBefore(ctx,lines,ik.commentBefore,false);if(ik.comment)reqNewline=true}const iv=identity.isNode(item.value)?item.value:null;if(iv){if(iv.comment)comment=iv.comment;if(iv.commentBefore)reqNewline=true}else if(item.value==null&&ik?.comment){comment=ik.comment}}if(comment)reqNewline=true;let str=stringify.stringify(item,itemCtx,()=>comment=null);reqNewline||(reqNewline=lines.length>linesAtValue||str.includes("\n"));if(i<items.length-1){str+=","}else if(ctx.options.trailingComma){if(ctx.options.lineWidth>0){reqNewline||(reqNewline=lines.reduce((sum,line)=>sum+line.length+2,2)+(str.length+2)>ctx.options.lineWidth)}if(reqNewline){str+=","}}if(comment)str+=stringifyComment.lineComment(str,itemIndent,commentString(comment));lines.push(str);linesAtValue=lines.length}const{start,end}=flowChars;if(lines.length===0){return start+end}else{if(!reqNewline){const len=lines.reduce((sum,line)=>sum+line.length+2,2);reqNewline=ctx.options.lineWidth>0&&len>ctx.options.lineWidth}if(reqNewline){let str=start;for(const line of lines)str+=line?`
${indentStep}${indent}${line}`:"\n";return`${str}
${indent}${end}`}else{return`${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`}}}function addCommentBefore({indent,options:{commentString}},lines,comment,chompKeep){if(comment&&chompKeep)comment=comment.replace(/^\n+/,"");if(comment){const ic=stringifyComment.indentComment(commentString(comment),indent);lines.push(ic.trimStart())}}exports.stringifyCollection=stringifyCollection}});
// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap=__commonJS({"node_modules/yaml/dist/nodes/YAMLMap.js"(exports){"use strict";var stringifyCollection=require_stringifyCollection();var addPairToJSMap=require_addPairToJSMap();var Collection=require_Collection();var identity=require_identity();var Pair=require_Pair();var Scalar=require_Scalar();function findPair2(items,key){const k2=identity.isScalar(key)?key.value:key;for(const it of items){if(identity.isPair(it)){if(it.key===key||it.key===k2)return it;if(identity.isScalar(it.key)&&it.key.value===k2)return it}}return void 0}var YAMLMap=class extends Collection.Collection{static get tagName(){return"tag:yaml.org,2002:map"}constructor(schema){super(identity.MAP,schema);this.items=[]}static from(schema,obj,ctx){const{keepUndefined,replacer}=ctx;const map=new this(schema);const add=(key,value)=>{if(typeof replacer==="function")value=replacer.call(obj,key,value);else if(Array.isArray(replacer)&&!replacer.includes(key))return;if(value!==void 0||keepUndefined)map.items.push(Pair.createPair(key,value,ctx))};if(obj instanceof Map){for(const[key,value]of obj)add(key,value)}else if(obj&&typeof obj==="object"){for(const key of Object.keys(obj))add(key,obj[key])}if(typeof schema.sortMapEntries==="function"){map.items.sort(schema.sortMapEntries)}return map}add(pair,overwrite){let _pair;if(identity.isPair(pair))_pair=pair;else if(!pair||typeof pair!=="object"||!("key"in pair)){_pair=new Pair.Pair(pair,pair?.value)}else _pair=new Pair.Pair(pair.key,pair.value);const prev=findPair2(this.items,_pair.key);const sortEntries=this.schema?.sortMapEntries;if(prev){if(!overwrite)throw new Error(`Key ${_pair.key} already set`);if(identity.isScalar(prev.value)&&Scalar.isScalarValue(_pair.value))prev.value.value=_pair.value;else prev.value=_pair.value}else if(sortEntries){const i=this.items.findIndex(item=>sortEntries(_pair,item)<0);if(i===-1)this.items.push(_pair);else this.items.splice(i,0,_pair)}else{this.items.push(_pair)}}delete(key){const it=findPair2(this.items,key);if(!it)return false;const del=this.items.splice(this.items.indexOf(it),1);return del.length>0}get(key,keepScalar){const it=findPair2(this.items,key);const node2=it?.value;return(!keepScalar&&identity.isScalar(node2)?node2.value:node2)??void 0}has(key){return!!findPair2(this.items,key)}set(key,value){this.add(new Pair.Pair(key,value),true)}toJSON(_2,ctx,Type){const map=Type?new Type:ctx?.mapAsMap?new Map:{};if(ctx?.onCreate)ctx.onCreate(map);for(const item of this.items)addPairToJSMap.addPairToJSMap(ctx,map,item);return map}toString(ctx,onComment,onChompKeep){if(!ctx)return JSON.stringify(this);for(const item of this.items){if(!identity.isPair(item))throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`)}if(!ctx.allNullValues&&this.hasAllNullValues(false))ctx=Object.assign({},ctx,{allNullValues:true});return stringifyCollection.stringifyCollection(this,ctx,{blockItemPrefix:"",flowChars:{start:"{",end:"}"},itemIndent:ctx.indent||"",onChompKeep,onComment})}};exports.YAMLMap=YAMLMap;exports.findPair=findPair2}});
// node_modules/yaml/dist/schema/common/map.js
var require_map=__commonJS({"node_modules/yaml/dist/schema/common/map.js"(exports){"use strict";var identity=require_identity();var YAMLMap=require_YAMLMap();var map={collection:"map",default:true,nodeClass:YAMLMap.YAMLMap,tag:"tag:yaml.org,2002:map",resolve(map2,onError){if(!identity.isMap(map2))onError("Expected a mapping for this tag");return map2},createNode:(schema,obj,ctx)=>YAMLMap.YAMLMap.from(schema,obj,ctx)};exports.map=map}});
// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq=__commonJS({"node_modules/yaml/dist/nodes/YAMLSeq.js"(exports){"use strict";var createNode=require_createNode();var stringifyCollection=require_stringifyCollection();var Collection=require_Collection();var identity=require_identity();var Scalar=require_Scalar();var toJS=require_toJS();var YAMLSeq=class extends Collection.Collection{static get tagName(){return"tag:yaml.org,2002:seq"}constructor(schema){super(identity.SEQ,schema);this.items=[]}add(value){this.items.push(value)}delete(key){const idx=asItemIndex(key);if(typeof idx!=="number")return false;const del=this.items.splice(idx,1);return del.length>0}get(key,keepScalar){const idx=asItemIndex(key);if(typeof idx!=="number")return void 0;const it=this.items[idx];return!keepScalar&&identity.isScalar(it)?it.value:it}has(key){const idx=asItemIndex(key);return typeof idx==="number"&&idx<this.items.length}set(key,value){const idx=asItemIndex(key);if(typeof idx!=="number")throw new Error(`Expected a valid index, not ${key}.`);const prev=this.items[idx];if(identity.isScalar(prev)&&Scalar.isScalarValue(value))prev.value=value;else this.items[idx]=value}toJSON(_2,ctx){const seq=[];if(ctx?.onCreate)ctx.onCreate(seq);let i=0;for(const item of this.items)seq.push(toJS.toJS(item,String(i++),ctx));return seq}toString(ctx,onComment,onChompKeep){if(!ctx)return JSON.stringify(this);return stringifyCollection.stringifyCollection(this,ctx,{blockItemPrefix:"- ",flowChars:{start:"[",end:"]"},itemIndent:(ctx.indent||"")+"  ",onChompKeep,onComment})}static from(schema,obj,ctx){const{replacer}=ctx;const seq=new this(schema);if(obj&&Symbol.iterator in Object(obj)){let i=0;for(let it of obj){if(typeof replacer==="function"){const key=obj instanceof Set?it:String(i++);it=replacer.call(obj,key,it)}seq.items.push(createNode.createNode(it,void 0,ctx))}}return seq}};function asItemIndex(key){let idx=identity.isScalar(key)?key.value:key;if(idx&&typeof idx==="string")idx=Number(idx);return typeof idx==="number"&&Number.isInteger(idx)&&idx>=0?idx:null}exports.YAMLSeq=YAMLSeq}});
// node_modules/yaml/dist/schema/common/seq.js
var require_seq=__commonJS({"node_modules/yaml/dist/schema/common/seq.js"(exports){"use strict";var identity=require_identity();var YAMLSeq=require_YAMLSeq();var seq={collection:"seq",default:true,nodeClass:YAMLSeq.YAMLSeq,tag:"tag:yaml.org,2002:seq",resolve(seq2,onError){if(!identity.isSeq(seq2))onError("Expected a sequence for this tag");return seq2},createNode:(schema,obj,ctx)=>YAMLSeq.YAMLSeq.from(schema,obj,ctx)};exports.seq=seq}});
// node_modules/yaml/dist/schema/common/string.js
var require_string=__commonJS({"node_modules/yaml/dist/schema/common/string.js"(exports){"use strict";var stringifyString=require_stringifyString();var string3={identify:value=>typeof value==="string",default:true,tag:"tag:yaml.org,2002:str",resolve:str=>str,stringify(item,ctx,onComment,onChompKeep){ctx=Object.assign({actualString:true},ctx);return stringifyString.stringifyString(item,ctx,onComment,onChompKeep)}};exports.string=string3}});
// node_modules/yaml/dist/schema/common/null.js
var require_null=__commonJS({"node_modules/yaml/dist/schema/common/null.js"(exports){"use strict";var Scalar=require_Scalar();var nullTag={identify:value=>value==null,createNode:()=>new Scalar.Scalar(null),default:true,tag:"tag:yaml.org,2002:null",test:/^(?:~|[Nn]ull|NULL)?$/,resolve:()=>new Scalar.Scalar(null),stringify:({source},ctx)=>typeof source==="string"&&nullTag.test.test(source)?source:ctx.options.nullStr};exports.nullTag=nullTag}});
// node_modules/yaml/dist/schema/core/bool.js
var require_bool=__commonJS({"node_modules/yaml/dist/schema/core/bool.js"(exports){"use strict";var Scalar=require_Scalar();var boolTag={identify:value=>typeof value==="boolean",default:true,tag:"tag:yaml.org,2002:bool",test:/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,resolve:str=>new Scalar.Scalar(str[0]==="t"||str[0]==="T"),stringify({source,value},ctx){if(source&&boolTag.test.test(source)){const sv=source[0]==="t"||source[0]==="T";if(value===sv)return source}return value?ctx.options.trueStr:ctx.options.falseStr}};exports.boolTag=boolTag}});
// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber=__commonJS({"node_modules/yaml/dist/stringify/stringifyNumber.js"(exports){"use strict";function stringifyNumber({format,minFractionDigits,tag,value}){if(typeof value==="bigint")return String(value);const num=typeof value==="number"?value:Number(value);if(!isFinite(num))return isNaN(num)?".nan":num<0?"-.inf":".inf";let n=Object.is(value,-0)?"-0":JSON.stringify(value);if(!format&&minFractionDigits&&(!tag||tag==="tag:yaml.org,2002:float")&&/^-?\d/.test(n)&&!n.includes("e")){let i=n.indexOf(".");if(i<0){i=n.length;n+="."}let d=minFractionDigits-(n.length-i-1);while(d-- >0)n+="0"}return n}exports.stringifyNumber=stringifyNumber}});
// node_modules/yaml/dist/schema/core/float.js
var require_float=__commonJS({"node_modules/yaml/dist/schema/core/float.js"(exports){"use strict";var Scalar=require_Scalar();var stringifyNumber=require_stringifyNumber();var floatNaN={identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",test:/^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,resolve:str=>str.slice(-3).toLowerCase()==="nan"?NaN:str[0]==="-"?Number.NEGATIVE_INFINITY:Number.POSITIVE_INFINITY,stringify:stringifyNumber.stringifyNumber};var floatExp={identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",format:"EXP",test:/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,resolve:str=>parseFloat(str),stringify(node2){const num=Number(node2.value);return isFinite(num)?num.toExponential():stringifyNumber.stringifyNumber(node2)}};var float={identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",test:/^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,resolve(str){const node2=new Scalar.Scalar(parseFloat(str));const dot=str.indexOf(".");if(dot!==-1&&str[str.length-1]==="0")node2.minFractionDigits=str.length-dot-1;return node2},stringify:stringifyNumber.stringifyNumber};exports.float=float;exports.floatExp=floatExp;exports.floatNaN=floatNaN}});
// node_modules/yaml/dist/schema/core/int.js
var require_int=__commonJS({"node_modules/yaml/dist/schema/core/int.js"(exports){"use strict";var stringifyNumber=require_stringifyNumber();var intIdentify=value=>typeof value==="bigint"||Number.isInteger(value);var intResolve=(str,offset,radix,{intAsBigInt})=>intAsBigInt?BigInt(str):parseInt(str.substring(offset),radix);function intStringify(node2,radix,prefix){const{value}=node2;if(intIdentify(value)&&value>=0)return prefix+value.toString(radix);return stringifyNumber.stringifyNumber(node2)}var intOct={identify:value=>intIdentify(value)&&value>=0,default:true,tag:"tag:yaml.org,2002:int",format:"OCT",test:/^0o[0-7]+$/,resolve:(str,_onError,opt)=>intResolve(str,2,8,opt),stringify:node2=>intStringify(node2,8,"0o")};var int={identify:intIdentify,default:true,tag:"tag:yaml.org,2002:int",test:/^[-+]?[0-9]+$/,resolve:(str,_onError,opt)=>intResolve(str,0,10,opt),stringify:stringifyNumber.stringifyNumber};var intHex={identify:value=>intIdentify(value)&&value>=0,default:true,tag:"tag:yaml.org,2002:int",format:"HEX",test:/^0x[0-9a-fA-F]+$/,resolve:(str,_onError,opt)=>intResolve(str,2,16,opt),stringify:node2=>intStringify(node2,16,"0x")};exports.int=int;exports.intHex=intHex;exports.intOct=intOct}});
// node_modules/yaml/dist/schema/core/schema.js
var require_schema=__commonJS({"node_modules/yaml/dist/schema/core/schema.js"(exports){"use strict";var map=require_map();var _null3=require_null();var seq=require_seq();var string3=require_string();var bool=require_bool();var float=require_float();var int=require_int();var schema=[map.map,seq.seq,string3.string,_null3.nullTag,bool.boolTag,int.intOct,int.int,int.intHex,float.floatNaN,float.floatExp,float.float];exports.schema=schema}});
// node_modules/yaml/dist/schema/json/schema.js
var require_schema2=__commonJS({"node_modules/yaml/dist/schema/json/schema.js"(exports){"use strict";var Scalar=require_Scalar();var map=require_map();var seq=require_seq();function intIdentify(value){return typeof value==="bigint"||Number.isInteger(value)}var stringifyJSON=({value})=>JSON.stringify(value);var jsonScalars=[{identify:value=>typeof value==="string",default:true,tag:"tag:yaml.org,2002:str",resolve:str=>str,stringify:stringifyJSON},{identify:value=>value==null,createNode:()=>new Scalar.Scalar(null),default:true,tag:"tag:yaml.org,2002:null",test:/^null$/,resolve:()=>null,stringify:stringifyJSON},{identify:value=>typeof value==="boolean",default:true,tag:"tag:yaml.org,2002:bool",test:/^true$|^false$/,resolve:str=>str==="true",stringify:stringifyJSON},{identify:intIdentify,default:true,tag:"tag:yaml.org,2002:int",test:/^-?(?:0|[1-9][0-9]*)$/,resolve:(str,_onError,{intAsBigInt})=>intAsBigInt?BigInt(str):parseInt(str,10),stringify:({value})=>intIdentify(value)?value.toString():JSON.stringify(value)},{identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",test:/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,resolve:str=>parseFloat(str),stringify:stringifyJSON}];var jsonError={default:true,tag:"",test:/^/,resolve(str,onError){onError(`Unresolved plain scalar ${JSON.stringify(str)}`);return str}};var schema=[map.map,seq.seq].concat(jsonScalars,jsonError);exports.schema=schema}});
// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/binary.js"(exports){"use strict";var node_buffer=__require("buffer");var Scalar=require_Scalar();var stringifyString=require_stringifyString();var binary={identify:value=>value instanceof Uint8Array,default:false,tag:"tag:yaml.org,2002:binary",resolve(src,onError){if(typeof node_buffer.Buffer==="function"){return node_buffer.Buffer.from(src,"base64")}else if(typeof atob==="function"){const str=atob(src.replace(/[\n\r]/g,""));const buffer=new Uint8Array(str.length);for(let i=0;i<str.length;++i)buffer[i]=str.charCodeAt(i);return buffer}else{onError("This environment does not support reading binary tags; either Buffer or atob is required");return src}},stringify({comment,type,value},ctx,onComment,onChompKeep){if(!value)return"";const buf=value;let str;if(typeof node_buffer.Buffer==="function"){str=buf instanceof node_buffer.Buffer?buf.toString("base64"):node_buffer.Buffer.from(buf.buffer).toString("base64")}else if(typeof btoa==="function"){let s3="";for(let i=0;i<buf.length;++i)s3+=String.fromCharCode(buf[i]);str=btoa(s3)}else{throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required")}type??(type=Scalar.Scalar.BLOCK_LITERAL);if(type!==Scalar.Scalar.QUOTE_DOUBLE){const lineWidth=Math.max(ctx.options.lineWidth-ctx.indent.length,ctx.options.minContentWidth);const n=Math.ceil(str.length/lineWidth);const lines=new Array(n);for(let i=0,o=0;i<n;++i,o+=lineWidth){lines[i]=str.substr(o,lineWidth)}str=lines.join(type===Scalar.Scalar.BLOCK_LITERAL?"\n":" ")}return stringifyString.stringifyString({comment,type,value:str},ctx,onComment,onChompKeep)}};exports.binary=binary}});
// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/pairs.js"(exports){"use strict";var identity=require_identity();var Pair=require_Pair();var Scalar=require_Scalar();var YAMLSeq=require_YAMLSeq();function resolvePairs(seq,onError){if(identity.isSeq(seq)){for(let i=0;i<seq.items.length;++i){let item=seq.items[i];if(identity.isPair(item))continue;else if(identity.isMap(item)){if(item.items.length>1)onError("Each pair must have its own sequence indicator");const pair=item.items[0]||new Pair.Pair(new Scalar.Scalar(null));if(item.commentBefore)pair.key.commentBefore=pair.key.commentBefore?`${item.commentBefore}
${pair.key.commentBefore}`:item.commentBefore;if(item.comment){const cn=pair.value??pair.key;cn.comment=cn.comment?`${item.comment}
${cn.comment}`:item.comment}item=pair}seq.items[i]=identity.isPair(item)?item:new Pair.Pair(item)}}else onError("Expected a sequence for this tag");return seq}function createPairs(schema,iterable,ctx){const{replacer}=ctx;const pairs2=new YAMLSeq.YAMLSeq(schema);pairs2.tag="tag:yaml.org,2002:pairs";let i=0;if(iterable&&Symbol.iterator in Object(iterable))for(let it of iterable){if(typeof replacer==="function")it=replacer.call(iterable,String(i++),it);let key,value;if(Array.isArray(it)){if(it.length===2){key=it[0];value=it[1]}else throw new TypeError(`Expected [key, value] tuple: ${it}`)}else if(it&&it instanceof Object){const keys=Object.keys(it);if(keys.length===1){key=keys[0];value=it[key]}else{throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`)}}else{key=it}pairs2.items.push(Pair.createPair(key,value,ctx))}return pairs2}var pairs={collection:"seq",default:false,tag:"tag:yaml.org,2002:pairs",resolve:resolvePairs,createNode:createPairs};exports.createPairs=createPairs;exports.pairs=pairs;exports.resolvePairs=resolvePairs}});
// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/omap.js"(exports){"use strict";var identity=require_identity();var toJS=require_toJS();var YAMLMap=require_YAMLMap();var YAMLSeq=require_YAMLSeq();var pairs=require_pairs();var YAMLOMap=class _YAMLOMap extends YAMLSeq.YAMLSeq{constructor(){super();this.add=YAMLMap.YAMLMap.prototype.add.bind(this);this.delete=YAMLMap.YAMLMap.prototype.delete.bind(this);this.get=YAMLMap.YAMLMap.prototype.get.bind(this);this.has=YAMLMap.YAMLMap.prototype.has.bind(this);this.set=YAMLMap.YAMLMap.prototype.set.bind(this);this.tag=_YAMLOMap.tag}toJSON(_2,ctx){if(!ctx)return super.toJSON(_2);const map=new Map;if(ctx?.onCreate)ctx.onCreate(map);for(const pair of this.items){let key,value;if(identity.isPair(pair)){key=toJS.toJS(pair.key,"",ctx);value=toJS.toJS(pair.value,key,ctx)}else{key=toJS.toJS(pair,"",ctx)}if(map.has(key))throw new Error("Ordered maps must not include duplicate keys");map.set(key,value)}return map}static from(schema,iterable,ctx){const pairs$1=pairs.createPairs(schema,iterable,ctx);const omap2=new this;omap2.items=pairs$1.items;return omap2}};YAMLOMap.tag="tag:yaml.org,2002:omap";var omap={collection:"seq",identify:value=>value instanceof Map,nodeClass:YAMLOMap,default:false,tag:"tag:yaml.org,2002:omap",resolve(seq,onError){const pairs$1=pairs.resolvePairs(seq,onError);const seenKeys=[];for(const{key}of pairs$1.items){if(identity.isScalar(key)){if(seenKeys.includes(key.value)){onError(`Ordered maps must not include duplicate keys: ${key.value}`)}else{seenKeys.push(key.value)}}}return Object.assign(new YAMLOMap,pairs$1)},createNode:(schema,iterable,ctx)=>YAMLOMap.from(schema,iterable,ctx)};exports.YAMLOMap=YAMLOMap;exports.omap=omap}});
// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool2=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/bool.js"(exports){"use strict";var Scalar=require_Scalar();function boolStringify({value,source},ctx){const boolObj=value?trueTag:falseTag;if(source&&boolObj.test.test(source))return source;return value?ctx.options.trueStr:ctx.options.falseStr}var trueTag={identify:value=>value===true,default:true,tag:"tag:yaml.org,2002:bool",test:/^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,resolve:()=>new Scalar.Scalar(true),stringify:boolStringify};var falseTag={identify:value=>value===false,default:true,tag:"tag:yaml.org,2002:bool",test:/^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,resolve:()=>new Scalar.Scalar(false),stringify:boolStringify};exports.falseTag=falseTag;exports.trueTag=trueTag}});
// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float2=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/float.js"(exports){"use strict";var Scalar=require_Scalar();var stringifyNumber=require_stringifyNumber();var floatNaN={identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",test:/^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,resolve:str=>str.slice(-3).toLowerCase()==="nan"?NaN:str[0]==="-"?Number.NEGATIVE_INFINITY:Number.POSITIVE_INFINITY,stringify:stringifyNumber.stringifyNumber};var floatExp={identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",format:"EXP",test:/^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,resolve:str=>parseFloat(str.replace(/_/g,"")),stringify(node2){const num=Number(node2.value);return isFinite(num)?num.toExponential():stringifyNumber.stringifyNumber(node2)}};var float={identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",test:/^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,resolve(str){const node2=new Scalar.Scalar(parseFloat(str.replace(/_/g,"")));const dot=str.indexOf(".");if(dot!==-1){const f2=str.substring(dot+1).replace(/_/g,"");if(f2[f2.length-1]==="0")node2.minFractionDigits=f2.length}return node2},stringify:stringifyNumber.stringifyNumber};exports.float=float;exports.floatExp=floatExp;exports.floatNaN=floatNaN}});
// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int2=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/int.js"(exports){"use strict";var stringifyNumber=require_stringifyNumber();var intIdentify=value=>typeof value==="bigint"||Number.isInteger(value);function intResolve(str,offset,radix,{intAsBigInt}){const sign=str[0];if(sign==="-"||sign==="+")offset+=1;str=str.substring(offset).replace(/_/g,"");if(intAsBigInt){switch(radix){case 2:str=`0b${str}`;break;case 8:str=`0o${str}`;break;case 16:str=`0x${str}`;break}const n2=BigInt(str);return sign==="-"?BigInt(-1)*n2:n2}const n=parseInt(str,radix);return sign==="-"?-1*n:n}function intStringify(node2,radix,prefix){const{value}=node2;if(intIdentify(value)){const str=value.toString(radix);return value<0?"-"+prefix+str.substr(1):prefix+str}return stringifyNumber.stringifyNumber(node2)}var intBin={identify:intIdentify,default:true,tag:"tag:yaml.org,2002:int",format:"BIN",test:/^[-+]?0b[0-1_]+$/,resolve:(str,_onError,opt)=>intResolve(str,2,2,opt),stringify:node2=>intStringify(node2,2,"0b")};var intOct={identify:intIdentify,default:true,tag:"tag:yaml.org,2002:int",format:"OCT",test:/^[-+]?0[0-7_]+$/,resolve:(str,_onError,opt)=>intResolve(str,1,8,opt),stringify:node2=>intStringify(node2,8,"0")};var int={identify:intIdentify,default:true,tag:"tag:yaml.org,2002:int",test:/^[-+]?[0-9][0-9_]*$/,resolve:(str,_onError,opt)=>intResolve(str,0,10,opt),stringify:stringifyNumber.stringifyNumber};var intHex={identify:intIdentify,default:true,tag:"tag:yaml.org,2002:int",format:"HEX",test:/^[-+]?0x[0-9a-fA-F_]+$/,resolve:(str,_onError,opt)=>intResolve(str,2,16,opt),stringify:node2=>intStringify(node2,16,"0x")};exports.int=int;exports.intBin=intBin;exports.intHex=intHex;exports.intOct=intOct}});
// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/set.js"(exports){"use strict";var identity=require_identity();var Pair=require_Pair();var YAMLMap=require_YAMLMap();var YAMLSet=class _YAMLSet extends YAMLMap.YAMLMap{constructor(schema){super(schema);this.tag=_YAMLSet.tag}add(key){let pair;if(identity.isPair(key))pair=key;else if(key&&typeof key==="object"&&"key"in key&&"value"in key&&key.value===null)pair=new Pair.Pair(key.key,null);else pair=new Pair.Pair(key,null);const prev=YAMLMap.findPair(this.items,pair.key);if(!prev)this.items.push(pair)}get(key,keepPair){const pair=YAMLMap.findPair(this.items,key);return!keepPair&&identity.isPair(pair)?identity.isScalar(pair.key)?pair.key.value:pair.key:pair}set(key,value){if(typeof value!=="boolean")throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);const prev=YAMLMap.findPair(this.items,key);if(prev&&!value){this.items.splice(this.items.indexOf(prev),1)}else if(!prev&&value){this.items.push(new Pair.Pair(key))}}toJSON(_2,ctx){return super.toJSON(_2,ctx,Set)}toString(ctx,onComment,onChompKeep){if(!ctx)return JSON.stringify(this);if(this.hasAllNullValues(true))return super.toString(Object.assign({},ctx,{allNullValues:true}),onComment,onChompKeep);else throw new Error("Set items must all have null values")}static from(schema,iterable,ctx){const{replacer}=ctx;const set2=new this(schema);if(iterable&&Symbol.iterator in Object(iterable))for(let value of iterable){if(typeof replacer==="function")value=replacer.call(iterable,value,value);set2.items.push(Pair.createPair(value,null,ctx))}return set2}};YAMLSet.tag="tag:yaml.org,2002:set";var set={collection:"map",identify:value=>value instanceof Set,nodeClass:YAMLSet,default:false,tag:"tag:yaml.org,2002:set",createNode:(schema,iterable,ctx)=>YAMLSet.from(schema,iterable,ctx),resolve(map,onError){if(identity.isMap(map)){if(map.hasAllNullValues(true))return Object.assign(new YAMLSet,map);else onError("Set items must all have null values")}else onError("Expected a mapping for this tag");return map}};exports.YAMLSet=YAMLSet;exports.set=set}});
// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/timestamp.js"(exports){"use strict";var stringifyNumber=require_stringifyNumber();function parseSexagesimal(str,asBigInt){const sign=str[0];const parts=sign==="-"||sign==="+"?str.substring(1):str;const num=n=>asBigInt?BigInt(n):Number(n);const res=parts.replace(/_/g,"").split(":").reduce((res2,p)=>res2*num(60)+num(p),num(0));return sign==="-"?num(-1)*res:res}function stringifySexagesimal(node2){let{value}=node2;let num=n=>n;if(typeof value==="bigint")num=n=>BigInt(n);else if(isNaN(value)||!isFinite(value))return stringifyNumber.stringifyNumber(node2);let sign="";if(value<0){sign="-";value*=num(-1)}const _60=num(60);const parts=[value%_60];if(value<60){parts.unshift(0)}else{value=(value-parts[0])/_60;parts.unshift(value%_60);if(value>=60){value=(value-parts[0])/_60;parts.unshift(value)}}return sign+parts.map(n=>String(n).padStart(2,"0")).join(":").replace(/000000\d*$/,"")}var intTime={identify:value=>typeof value==="bigint"||Number.isInteger(value),default:true,tag:"tag:yaml.org,2002:int",format:"TIME",test:/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,resolve:(str,_onError,{intAsBigInt})=>parseSexagesimal(str,intAsBigInt),stringify:stringifySexagesimal};var floatTime={identify:value=>typeof value==="number",default:true,tag:"tag:yaml.org,2002:float",format:"TIME",test:/^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,resolve:str=>parseSexagesimal(str,false),stringify:stringifySexagesimal};var timestamp={identify:value=>value instanceof Date,default:true,tag:"tag:yaml.org,2002:timestamp",test:RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),resolve(str){const match=str.match(timestamp.test);if(!match)throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");const[,year,month,day,hour,minute,second]=match.map(Number);const millisec=match[7]?Number((match[7]+"00").substr(1,3)):0;let date2=Date.UTC(year,month-1,day,hour||0,minute||0,second||0,millisec);const tz=match[8];if(tz&&tz!=="Z"){let d=parseSexagesimal(tz,false);if(Math.abs(d)<30)d*=60;date2-=6e4*d}return new Date(date2)},stringify:({value})=>value?.toISOString().replace(/(T00:00:00)?\.000Z$/,"")??""};exports.floatTime=floatTime;exports.intTime=intTime;exports.timestamp=timestamp}});
// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema3=__commonJS({"node_modules/yaml/dist/schema/yaml-1.1/schema.js"(exports){"use strict";var map=require_map();var _null3=require_null();var seq=require_seq();var string3=require_string();var binary=require_binary();var bool=require_bool2();var float=require_float2();var int=require_int2();var merge2=require_merge();var omap=require_omap();var pairs=require_pairs();var set=require_set();var timestamp=require_timestamp();var schema=[map.map,seq.seq,string3.string,_null3.nullTag,bool.trueTag,bool.falseTag,int.intBin,int.intOct,int.int,int.intHex,float.floatNaN,float.floatExp,float.float,binary.binary,merge2.merge,omap.omap,pairs.pairs,set.set,timestamp.intTime,timestamp.floatTime,timestamp.timestamp];exports.schema=schema}});
// node_modules/yaml/dist/schema/tags.js
var require_tags=__commonJS({"node_modules/yaml/dist/schema/tags.js"(exports){"use strict";var map=require_map();var _null3=require_null();var seq=require_seq();var string3=require_string();var bool=require_bool();var float=require_float();var int=require_int();var schema=require_schema();var schema$1=require_schema2();var binary=require_binary();var merge2=require_merge();var omap=require_omap();var pairs=require_pairs();var schema$2=require_schema3();var set=require_set();var timestamp=require_timestamp();var schemas=new Map([["core",schema.schema],["failsafe",[map.map,seq.seq,string3.string]],["json",schema$1.schema],["yaml11",schema$2.schema],["yaml-1.1",schema$2.schema]]);var tagsByName={binary:binary.binary,bool:bool.boolTag,float:float.float,floatExp:float.floatExp,floatNaN:float.floatNaN,floatTime:timestamp.floatTime,int:int.int,intHex:int.intHex,intOct:int.intOct,intTime:timestamp.intTime,map:map.map,merge:merge2.merge,null:_null3.nullTag,omap:omap.omap,pairs:pairs.pairs,seq:seq.seq,set:set.set,timestamp:timestamp.timestamp};var coreKnownTags={"tag:yaml.org,2002:binary":binary.binary,"tag:yaml.org,2002:merge":merge2.merge,"tag:yaml.org,2002:omap":omap.omap,"tag:yaml.org,2002:pairs":pairs.pairs,"tag:yaml.org,2002:set":set.set,"tag:yaml.org,2002:timestamp":timestamp.timestamp};function getTags(customTags,schemaName,addMergeTag){const schemaTags=schemas.get(schemaName);if(schemaTags&&!customTags){return addMergeTag&&!schemaTags.includes(merge2.merge)?schemaTags.concat(merge2.merge):schemaTags.slice()}let tags=schemaTags;if(!tags){if(Array.isArray(customTags))tags=[];else{const keys=Array.from(schemas.keys()).filter(key=>key!=="yaml11").map(key=>JSON.stringify(key)).join(", ");throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`)}}if(Array.isArray(customTags)){for(const tag of customTags)tags=tags.concat(tag)}else if(typeof customTags==="function"){tags=customTags(tags.slice())}if(addMergeTag)tags=tags.concat(merge2.merge);return tags.reduce((tags2,tag)=>{const tagObj=typeof tag==="string"?tagsByName[tag]:tag;if(!tagObj){const tagName=JSON.stringify(tag);const keys=Object.keys(tagsByName).map(key=>JSON.stringify(key)).join(", ");throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`)}if(!tags2.includes(tagObj))tags2.push(tagObj);return tags2},[])}exports.coreKnownTags=coreKnownTags;exports.getTags=getTags}});
// node_modules/yaml/dist/schema/Schema.js
var require_Schema=__commonJS({"node_modules/yaml/dist/schema/Schema.js"(exports){"use strict";var identity=require_identity();var map=require_map();var seq=require_seq();var string3=require_string();var tags=require_tags();var sortMapEntriesByKey=(a,b2)=>a.key<b2.key?-1:a.key>b2.key?1:0;var Schema=class _Schema{constructor({compat,customTags,merge:merge2,resolveKnownTags,schema,sortMapEntries,toStringDefaults}){this.compat=Array.isArray(compat)?tags.getTags(compat,"compat"):compat?tags.getTags(null,compat):null;this.name=typeof schema==="string"&&schema||"core";this.knownTags=resolveKnownTags?tags.coreKnownTags:{};this.tags=tags.getTags(customTags,this.name,merge2);this.toStringOptions=toStringDefaults??null;Object.defineProperty(this,identity.MAP,{value:map.map});Object.defineProperty(this,identity.SCALAR,{value:string3.string});Object.defineProperty(this,identity.SEQ,{value:seq.seq});this.sortMapEntries=typeof sortMapEntries==="function"?sortMapEntries:sortMapEntries===true?sortMapEntriesByKey:null}clone(){const copy=Object.create(_Schema.prototype,Object.getOwnPropertyDescriptors(this));copy.tags=this.tags.slice();return copy}};exports.Schema=Schema}});
// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument=__commonJS({"node_modules/yaml/dist/stringify/stringifyDocument.js"(exports){"use strict";var identity=require_identity();var stringify=require_stringify();var stringifyComment=require_stringifyComment();function stringifyDocument(doc,options){const lines=[];let hasDirectives=options.directives===true;if(options.directives!==false&&doc.directives){const dir=doc.directives.toString(doc);if(dir){lines.push(dir);hasDirectives=true}else if(doc.directives.docStart)hasDirectives=true}if(hasDirectives)lines.push("---");const ctx=stringify.createStringifyContext(doc,options);const{commentString}=ctx.options;if(doc.commentBefore){if(lines.length!==1)lines.unshift("");const cs=commentString(doc.commentBefore);lines.unshift(stringifyComment.indentComment(cs,""))}let chompKeep=false;let contentComment=null;if(doc.contents){if(identity.isNode(doc.contents)){if(doc.contents.spaceBefore&&hasDirectives)lines.push("");if(doc.contents.commentBefore){const cs=commentString(doc.contents.commentBefore);lines.push(stringifyComment.indentComment(cs,""))}ctx.forceBlockIndent=!!doc.comment;contentComment=doc.contents.comment}const onChompKeep=contentComment?void 0:()=>chompKeep=true;let body=stringify.stringify(doc.contents,ctx,()=>contentComment=null,onChompKeep);if(contentComment)body+=stringifyComment.lineComment(body,"",commentString(contentComment));if((body[0]==="|"||body[0]===">")&&lines[lines.length-1]==="---"){lines[lines.length-1]=`--- ${body}`}else lines.push(body)}else{lines.push(stringify.stringify(doc.contents,ctx))}if(doc.directives?.docEnd){if(doc.comment){const cs=commentString(doc.comment);if(cs.includes("\n")){lines.push("...");lines.push(stringifyComment.indentComment(cs,""))}else{lines.push(`... ${cs}`)}}else{lines.push("...")}}else{let dc=doc.comment;if(dc&&chompKeep)dc=dc.replace(/^\n+/,"");if(dc){if((!chompKeep||contentComment)&&lines[lines.length-1]!=="")lines.push("");lines.push(stringifyComment.indentComment(commentString(dc),""))}}return lines.join("\n")+"\n"}exports.stringifyDocument=stringifyDocument}});
// node_modules/yaml/dist/doc/Document.js
var require_Document=__commonJS({"node_modules/yaml/dist/doc/Document.js"(exports){"use strict";var Alias=require_Alias();var Collection=require_Collection();var identity=require_identity();var Pair=require_Pair();var toJS=require_toJS();var Schema=require_Schema();var stringifyDocument=require_stringifyDocument();var anchors=require_anchors();var applyReviver=require_applyReviver();var createNode=require_createNode();var directives=require_directives();var Document=class _Document{constructor(value,replacer,options){this.commentBefore=null;this.comment=null;this.errors=[];this.warnings=[];Object.defineProperty(this,identity.NODE_TYPE,{value:identity.DOC});let _replacer=null;if(typeof replacer==="function"||Array.isArray(replacer)){_replacer=replacer}else if(options===void 0&&replacer){options=replacer;replacer=void 0}const opt=Object.assign({intAsBigInt:false,keepSourceTokens:false,logLevel:"warn",prettyErrors:true,strict:true,stringKeys:false,uniqueKeys:true,version:"1.2"},options);this.options=opt;let{version:version2}=opt;if(options?._directives){this.directives=options._directives.atDocument();if(this.directives.yaml.explicit)version2=this.directives.yaml.version}else this.directives=new directives.Directives({version:version2});this.setSchema(version2,options);this.contents=value===void 0?null:this.createNode(value,_replacer,options)}clone(){const copy=Object.create(_Document.prototype,{[identity.NODE_TYPE]:{value:identity.DOC}});copy.commentBefore=this.commentBefore;copy.comment=this.comment;copy.errors=this.errors.slice();copy.warnings=this.warnings.slice();copy.options=Object.assign({},this.options);if(this.directives)copy.directives=this.directives.clone();copy.schema=this.schema.clone();copy.contents=identity.isNode(this.contents)?this.contents.clone(copy.schema):this.contents;if(this.range)copy.range=this.range.slice();return copy}add(value){if(assertCollection(this.contents))this.contents.add(value)}addIn(path,value){if(assertCollection(this.contents))this.contents.addIn(path,value)}createAlias(node2,name){if(!node2.anchor){const prev=anchors.anchorNames(this);node2.anchor=!name||prev.has(name)?anchors.findNewAnchor(name||"a",prev):name}return new Alias.Alias(node2.anchor)}createNode(value,replacer,options){let _replacer=void 0;if(typeof replacer==="function"){value=replacer.call({"":value},"",value);_replacer=replacer}else if(Array.isArray(replacer)){const keyToStr=v2=>typeof v2==="number"||v2 instanceof String||v2 instanceof Number;const asStr=replacer.filter(keyToStr).map(String);if(asStr.length>0)replacer=replacer.concat(asStr);_replacer=replacer}else if(options===void 0&&replacer){options=replacer;replacer=void 0}const{aliasDuplicateObjects,anchorPrefix,flow,keepUndefined,onTagObj,tag}=options??{};const{onAnchor,setAnchors,sourceObjects}=anchors.createNodeAnchors(this,anchorPrefix||"a");const ctx={aliasDuplicateObjects:aliasDuplicateObjects??true,keepUndefined:keepUndefined??false,onAnchor,onTagObj,replacer:_replacer,schema:this.schema,sourceObjects};const node2=createNode.createNode(value,tag,ctx);if(flow&&identity.isCollection(node2))node2.flow=true;setAnchors();return node2}createPair(key,value,options={}){const k2=this.createNode(key,null,options);const v2=this.createNode(value,null,options);return new Pair.Pair(k2,v2)}delete(key){return assertCollection(this.contents)?this.contents.delete(key):false}deleteIn(path){if(Collection.isEmptyPath(path)){if(this.contents==null)return false;this.contents=null;return true}return assertCollection(this.contents)?this.contents.deleteIn(path):false}get(key,keepScalar){return identity.isCollection(this.contents)?this.contents.get(key,keepScalar):void 0}getIn(path,keepScalar){if(Collection.isEmptyPath(path))return!keepScalar&&identity.isScalar(this.contents)?this.contents.value:this.contents;return identity.isCollection(this.contents)?this.contents.getIn(path,keepScalar):void 0}has(key){return identity.isCollection(this.contents)?this.contents.has(key):false}hasIn(path){if(Collection.isEmptyPath(path))return this.contents!==void 0;return identity.isCollection(this.contents)?this.contents.hasIn(path):false}set(key,value){if(this.contents==null){this.contents=Collection.collectionFromPath(this.schema,[key],value)}else if(assertCollection(this.contents)){this.contents.set(key,value)}}setIn(path,value){if(Collection.isEmptyPath(path)){this.contents=value}else if(this.contents==null){this.contents=Collection.collectionFromPath(this.schema,Array.from(path),value)}else if(assertCollection(this.contents)){this.contents.setIn(path,value)}}setSchema(version2,options={}){if(typeof version2==="number")version2=String(version2);let opt;switch(version2){case"1.1":if(this.directives)this.directives.yaml.version="1.1";else this.directives=new directives.Directives({version:"1.1"});opt={resolveKnownTags:false,schema:"yaml-1.1"};break;case"1.2":case"next":if(this.directives)this.directives.yaml.version=version2;else this.directives=new directives.Directives({version:version2});opt={resolveKnownTags:true,schema:"core"};break;case null:if(this.directives)delete this.directives;opt=null;break;default:{const sv=JSON.stringify(version2);throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`)}}if(options.schema instanceof Object)this.schema=options.schema;else if(opt)this.schema=new Schema.Schema(Object.assign(opt,options));else throw new Error(`With a null YAML version, the { schema: Schema } option is required`)}toJS({json,jsonArg,mapAsMap,maxAliasCount,onAnchor,reviver}={}){const ctx={anchors:new Map,doc:this,keep:!json,mapAsMap:mapAsMap===true,mapKeyWarned:false,maxAliasCount:typeof maxAliasCount==="number"?maxAliasCount:100};const res=toJS.toJS(this.contents,jsonArg??"",ctx);if(typeof onAnchor==="function")for(const{count,res:res2}of ctx.anchors.values())onAnchor(res2,count);return typeof reviver==="function"?applyReviver.applyReviver(reviver,{"":res},"",res):res}toJSON(jsonArg,onAnchor){return this.toJS({json:true,jsonArg,mapAsMap:false,onAnchor})}toString(options={}){if(this.errors.length>0)throw new Error("Document with errors cannot be stringified");if("indent"in options&&(!Number.isInteger(options.indent)||Number(options.indent)<=0)){const s3=JSON.stringify(options.indent);throw new Error(`"indent" option must be a positive integer, not ${s3}`)}return stringifyDocument.stringifyDocument(this,options)}};function assertCollection(contents){if(identity.isCollection(contents))return true;throw new Error("Expected a YAML collection as document contents")}exports.Document=Document}});
// node_modules/yaml/dist/errors.js
var require_errors=__commonJS({"node_modules/yaml/dist/errors.js"(exports){"use strict";var YAMLError=class extends Error{constructor(name,pos,code,message){super();this.name=name;this.code=code;this.message=message;this.pos=pos}};var YAMLParseError=class extends YAMLError{constructor(pos,code,message){super("YAMLParseError",pos,code,message)}};var YAMLWarning=class extends YAMLError{constructor(pos,code,message){super("YAMLWarning",pos,code,message)}};var prettifyError=(src,lc)=>error2=>{if(error2.pos[0]===-1)return;error2.linePos=error2.pos.map(pos=>lc.linePos(pos));const{line,col}=error2.linePos[0];error2.message+=` at line ${line}, column ${col}`;let ci=col-1;let lineStr=src.substring(lc.lineStarts[line-1],lc.lineStarts[line]).replace(/[\n\r]+$/,"");if(ci>=60&&lineStr.length>80){const trimStart=Math.min(ci-39,lineStr.length-79);lineStr="\u2026"+lineStr.substring(trimStart);ci-=trimStart-1}if(lineStr.length>80)lineStr=lineStr.substring(0,79)+"\u2026";if(line>1&&/^ *$/.test(lineStr.substring(0,ci))){let prev=src.substring(lc.lineStarts[line-2],lc.lineStarts[line-1]);if(prev.length>80)prev=prev.substring(0,79)+"\u2026\n";lineStr=prev+lineStr}if(/[^ ]/.test(lineStr)){let count=1;const end=error2.linePos[1];if(end?.line===line&&end.col>col){count=Math.max(1,Math.min(end.col-col,80-ci))}const pointer=" ".repeat(ci)+"^".repeat(count);error2.message+=`:

${lineStr}
${pointer}
`}};exports.YAMLError=YAMLError;exports.YAMLParseError=YAMLParseError;exports.YAMLWarning=YAMLWarning;exports.prettifyError=prettifyError}});
// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props=__commonJS({"node_modules/yaml/dist/compose/resolve-props.js"(exports){"use strict";function resolveProps(tokens,{flow,indicator,next,offset,onError,parentIndent,startOnNewline}){let spaceBefore=false;let atNewline=startOnNewline;let hasSpace=startOnNewline;let comment="";let commentSep="";let hasNewline=false;let reqSpace=false;let tab=null;let anchor2=null;let tag=null;let newlineAfterProp=null;let comma=null;let found=null;let start=null;for(const token of tokens){if(reqSpace){if(token.type!=="space"&&token.type!=="newline"&&token.type!=="comma")onError(token.offset,"MISSING_CHAR","Tags and anchors must be separated from the next token by white space");reqSpace=false}if(tab){if(atNewline&&token.type!=="comment"&&token.type!=="newline"){onError(tab,"TAB_AS_INDENT","Tabs are not allowed as indentation")}tab=null}switch(token.type){case"space":if(!flow&&(indicator!=="doc-start"||next?.type!=="flow-collection")&&token.source.includes("	")){tab=token}hasSpace=true;break;case"comment":{if(!hasSpace)onError(token,"MISSING_CHAR","Comments must be separated from other tokens by white space characters");const cb=token.source.substring(1)||" ";if(!comment)comment=cb;else comment+=commentSep+cb;commentSep="";atNewline=false;break}case"newline":if(atNewline){if(comment)comment+=token.source;else if(!found||indicator!=="seq-item-ind")spaceBefore=true}else commentSep+=token.source;atNewline=true;hasNewline=true;if(anchor2||tag)newlineAfterProp=token;hasSpace=true;break;case"anchor":if(anchor2)onError(token,"MULTIPLE_ANCHORS","A node can have at most one anchor");if(token.source.endsWith(":"))onError(token.offset+token.source.length-1,"BAD_ALIAS","Anchor ending in : is ambiguous",true);anchor2=token;start??(start=token.offset);atNewline=false;hasSpace=false;reqSpace=true;break;case"tag":{if(tag)onError(token,"MULTIPLE_TAGS","A node can have at most one tag");tag=token;start??(start=token.offset);atNewline=false;hasSpace=false;reqSpace=true;break}case indicator:if(anchor2||tag)onError(token,"BAD_PROP_ORDER",`Anchors and tags must be after the ${token.source} indicator`);if(found)onError(token,"UNEXPECTED_TOKEN",`Unexpected ${token.source} in ${flow??"collection"}`);found=token;atNewline=indicator==="seq-item-ind"||indicator==="explicit-key-ind";hasSpace=false;break;case"comma":if(flow){if(comma)onError(token,"UNEXPECTED_TOKEN",`Unexpected , in ${flow}`);comma=token;atNewline=false;hasSpace=false;break}default:onError(token,"UNEXPECTED_TOKEN",`Unexpected ${token.type} token`);atNewline=false;hasSpace=false}}const last=tokens[tokens.length-1];const end=last?last.offset+last.source.length:offset;if(reqSpace&&next&&next.type!=="space"&&next.type!=="newline"&&next.type!=="comma"&&(next.type!=="scalar"||next.source!=="")){onError(next.offset,"MISSING_CHAR","Tags and anchors must be separated from the next token by white space")}if(tab&&(atNewline&&tab.indent<=parentIndent||next?.type==="block-map"||next?.type==="block-seq"))onError(tab,"TAB_AS_INDENT","Tabs are not allowed as indentation");return{comma,found,spaceBefore,comment,hasNewline,anchor:anchor2,tag,newlineAfterProp,end,start:start??end}}exports.resolveProps=resolveProps}});
// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline=__commonJS({"node_modules/yaml/dist/compose/util-contains-newline.js"(exports){"use strict";function containsNewline(key){if(!key)return null;switch(key.type){case"alias":case"scalar":case"double-quoted-scalar":case"single-quoted-scalar":if(key.source.includes("\n"))return true;if(key.end){for(const st of key.end)if(st.type==="newline")return true}return false;case"flow-collection":for(const it of key.items){for(const st of it.start)if(st.type==="newline")return true;if(it.sep){for(const st of it.sep)if(st.type==="newline")return true}if(containsNewline(it.key)||containsNewline(it.value))return true}return false;default:return true}}exports.containsNewline=containsNewline}});
// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check=__commonJS({"node_modules/yaml/dist/compose/util-flow-indent-check.js"(exports){"use strict";var utilContainsNewline=require_util_contains_newline();function flowIndentCheck(indent,fc,onError){if(fc?.type==="flow-collection"){const end=fc.end[0];if(end.indent===indent&&(end.source==="]"||end.source==="}")&&utilContainsNewline.containsNewline(fc)){const msg="Flow end indicator should be more indented than parent";onError(end,"BAD_INDENT",msg,true)}}}exports.flowIndentCheck=flowIndentCheck}});
// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes=__commonJS({"node_modules/yaml/dist/compose/util-map-includes.js"(exports){"use strict";var identity=require_identity();function mapIncludes(ctx,items,search){const{uniqueKeys}=ctx.options;if(uniqueKeys===false)return false;const isEqual=typeof uniqueKeys==="function"?uniqueKeys:(a,b2)=>a===b2||identity.isScalar(a)&&identity.isScalar(b2)&&a.value===b2.value;return items.some(pair=>isEqual(pair.key,search))}exports.mapIncludes=mapIncludes}});
// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map=__commonJS({"node_modules/yaml/dist/compose/resolve-block-map.js"(exports){"use strict";var Pair=require_Pair();var YAMLMap=require_YAMLMap();var resolveProps=require_resolve_props();var utilContainsNewline=require_util_contains_newline();var utilFlowIndentCheck=require_util_flow_indent_check();var utilMapIncludes=require_util_map_includes();var startColMsg="All mapping items must start at the same column";function resolveBlockMap({composeNode,composeEmptyNode},ctx,bm,onError,tag){const NodeClass=tag?.nodeClass??YAMLMap.YAMLMap;const map=new NodeClass(ctx.schema);if(ctx.atRoot)ctx.atRoot=false;let offset=bm.offset;let commentEnd=null;for(const collItem of bm.items){const{start,key,sep,value}=collItem;const keyProps=resolveProps.resolveProps(start,{indicator:"explicit-key-ind",next:key??sep?.[0],offset,onError,parentIndent:bm.indent,startOnNewline:true});const implicitKey=!keyProps.found;if(implicitKey){if(key){if(key.type==="block-seq")onError(offset,"BLOCK_AS_IMPLICIT_KEY","A block sequence may not be used as an implicit map key");else if("indent"in key&&key.indent!==bm.indent)onError(offset,"BAD_INDENT",startColMsg)}if(!keyProps.anchor&&!keyProps.tag&&!sep){commentEnd=keyProps.end;if(keyProps.comment){if(map.comment)map.comment+="\n"+keyProps.comment;else map.comment=keyProps.comment}continue}if(keyProps.newlineAfterProp||utilContainsNewline.containsNewline(key)){onError(key??start[start.length-1],"MULTILINE_IMPLICIT_KEY","Implicit keys need to be on a single line")}}else if(keyProps.found?.indent!==bm.indent){onError(offset,"BAD_INDENT",startColMsg)}ctx.atKey=true;const keyStart=keyProps.end;const keyNode=key?composeNode(ctx,key,keyProps,onError):composeEmptyNode(ctx,keyStart,start,null,keyProps,onError);if(ctx.schema.compat)utilFlowIndentCheck.flowIndentCheck(bm.indent,key,onError);ctx.atKey=false;if(utilMapIncludes.mapIncludes(ctx,map.items,keyNode))onError(keyStart,"DUPLICATE_KEY","Map keys must be unique");const valueProps=resolveProps.resolveProps(sep??[],{indicator:"map-value-ind",next:value,offset:keyNode.range[2],onError,parentIndent:bm.indent,startOnNewline:!key||key.type==="block-scalar"});offset=valueProps.end;if(valueProps.found){if(implicitKey){if(value?.type==="block-map"&&!valueProps.hasNewline)onError(offset,"BLOCK_AS_IMPLICIT_KEY","Nested mappings are not allowed in compact mappings");if(ctx.options.strict&&keyProps.start<valueProps.found.offset-1024)onError(keyNode.range,"KEY_OVER_1024_CHARS","The : indicator must be at most 1024 chars after the start of an implicit block mapping key")}const valueNode=value?composeNode(ctx,value,valueProps,onError):composeEmptyNode(ctx,offset,sep,null,valueProps,onError);if(ctx.schema.compat)utilFlowIndentCheck.flowIndentCheck(bm.indent,value,onError);offset=valueNode.range[2];const pair=new Pair.Pair(keyNode,valueNode);if(ctx.options.keepSourceTokens)pair.srcToken=collItem;map.items.push(pair)}else{if(implicitKey)onError(keyNode.range,"MISSING_CHAR","Implicit map keys need to be followed by map values");if(valueProps.comment){if(keyNode.comment)keyNode.comment+="\n"+valueProps.comment;else keyNode.comment=valueProps.comment}const pair=new Pair.Pair(keyNode);if(ctx.options.keepSourceTokens)pair.srcToken=collItem;map.items.push(pair)}}if(commentEnd&&commentEnd<offset)onError(commentEnd,"IMPOSSIBLE","Map comment with trailing content");map.range=[bm.offset,offset,commentEnd??offset];return map}exports.resolveBlockMap=resolveBlockMap}});
// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq=__commonJS({"node_modules/yaml/dist/compose/resolve-block-seq.js"(exports){"use strict";var YAMLSeq=require_YAMLSeq();var resolveProps=require_resolve_props();var utilFlowIndentCheck=require_util_flow_indent_check();function resolveBlockSeq({composeNode,composeEmptyNode},ctx,bs,onError,tag){const NodeClass=tag?.nodeClass??YAMLSeq.YAMLSeq;const seq=new NodeClass(ctx.schema);if(ctx.atRoot)ctx.atRoot=false;if(ctx.atKey)ctx.atKey=false;let offset=bs.offset;let commentEnd=null;for(const{start,value}of bs.items){const props=resolveProps.resolveProps(start,{indicator:"seq-item-ind",next:value,offset,onError,parentIndent:bs.indent,startOnNewline:true});if(!props.found){if(props.anchor||props.tag||value){if(value?.type==="block-seq")onError(props.end,"BAD_INDENT","All sequence items must start at the same column");else onError(offset,"MISSING_CHAR","Sequence item without - indicator")}else{commentEnd=props.end;if(props.comment)seq.comment=props.comment;continue}}const node2=value?composeNode(ctx,value,props,onError):composeEmptyNode(ctx,props.end,start,null,props,onError);if(ctx.schema.compat)utilFlowIndentCheck.flowIndentCheck(bs.indent,value,onError);offset=node2.range[2];seq.items.push(node2)}seq.range=[bs.offset,offset,commentEnd??offset];return seq}exports.resolveBlockSeq=resolveBlockSeq}});
// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end=__commonJS({"node_modules/yaml/dist/compose/resolve-end.js"(exports){"use strict";function resolveEnd(end,offset,reqSpace,onError){let comment="";if(end){let hasSpace=false;let sep="";for(const token of end){const{source,type}=token;switch(type){case"space":hasSpace=true;break;case"comment":{if(reqSpace&&!hasSpace)onError(token,"MISSING_CHAR","Comments must be separated from other tokens by white space characters");const cb=source.substring(1)||" ";if(!comment)comment=cb;else comment+=sep+cb;sep="";break}case"newline":if(comment)sep+=source;hasSpace=true;break;default:onError(token,"UNEXPECTED_TOKEN",`Unexpected ${type} at node end`)}offset+=source.length}}return{comment,offset}}exports.resolveEnd=resolveEnd}});
// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection=__commonJS({"node_modules/yaml/dist/compose/resolve-flow-collection.js"(exports){"use strict";var identity=require_identity();var Pair=require_Pair();var YAMLMap=require_YAMLMap();var YAMLSeq=require_YAMLSeq();var resolveEnd=require_resolve_end();var resolveProps=require_resolve_props();var utilContainsNewline=require_util_contains_newline();var utilMapIncludes=require_util_map_includes();var blockMsg="Block collections are not allowed within flow collections";var isBlock=token=>token&&(token.type==="block-map"||token.type==="block-seq");function resolveFlowCollection({composeNode,composeEmptyNode},ctx,fc,onError,tag){const isMap2=fc.start.source==="{";const fcName=isMap2?"flow map":"flow sequence";const NodeClass=tag?.nodeClass??(isMap2?YAMLMap.YAMLMap:YAMLSeq.YAMLSeq);const coll=new NodeClass(ctx.schema);coll.flow=true;const atRoot=ctx.atRoot;if(atRoot)ctx.atRoot=false;if(ctx.atKey)ctx.atKey=false;let offset=fc.offset+fc.start.source.length;for(let i=0;i<fc.items.length;++i){const collItem=fc.items[i];const{start,key,sep,value}=collItem;const props=resolveProps.resolveProps(start,{flow:fcName,indicator:"explicit-key-ind",next:key??sep?.[0],offset,onError,parentIndent:fc.indent,startOnNewline:false});if(!props.found){if(!props.anchor&&!props.tag&&!sep&&!value){if(i===0&&props.comma)onError(props.comma,"UNEXPECTED_TOKEN",`Unexpected , in ${fcName}`);else if(i<fc.items.length-1)onError(props.start,"UNEXPECTED_TOKEN",`Unexpected empty item in ${fcName}`);if(props.comment){if(coll.comment)coll.comment+="\n"+props.comment;else coll.comment=props.comment}offset=props.end;continue}if(!isMap2&&ctx.options.strict&&utilContainsNewline.containsNewline(key))onError(key,"MULTILINE_IMPLICIT_KEY","Implicit keys of flow sequence pairs need to be on a single line")}if(i===0){if(props.comma)onError(props.comma,"UNEXPECTED_TOKEN",`Unexpected , in ${fcName}`)}else{if(!props.comma)onError(props.start,"MISSING_CHAR",`Missing , between ${fcName} items`);if(props.comment){let prevItemComment="";loop:for(const st of start){switch(st.type){case"comma":case"space":break;case"comment":prevItemComment=st.source.substring(1);break loop;default:break loop}}if(prevItemComment){let prev=coll.items[coll.items.length-1];if(identity.isPair(prev))prev=prev.value??prev.key;if(prev.comment)prev.comment+="\n"+prevItemComment;else prev.comment=prevItemComment;props.comment=props.comment.substring(prevItemComment.length+1)}}}if(!isMap2&&!sep&&!props.found){const valueNode=value?composeNode(ctx,value,props,onError):composeEmptyNode(ctx,props.end,sep,null,props,onError);coll.items.push(valueNode);offset=valueNode.range[2];if(isBlock(value))onError(valueNode.range,"BLOCK_IN_FLOW",blockMsg)}else{ctx.atKey=true;const keyStart=props.end;const keyNode=key?composeNode(ctx,key,props,onError):composeEmptyNode(ctx,keyStart,start,null,props,onError);if(isBlock(key))onError(keyNode.range,"BLOCK_IN_FLOW",blockMsg);ctx.atKey=false;const valueProps=resolveProps.resolveProps(sep??[],{flow:fcName,indicator:"map-value-ind",next:value,offset:keyNode.range[2],onError,parentIndent:fc.indent,startOnNewline:false});if(valueProps.found){if(!isMap2&&!props.found&&ctx.options.strict){if(sep)for(const st of sep){if(st===valueProps.found)break;if(st.type==="newline"){onError(st,"MULTILINE_IMPLICIT_KEY","Implicit keys of flow sequence pairs need to be on a single line");break}}if(props.start<valueProps.found.offset-1024)onError(valueProps.found,"KEY_OVER_1024_CHARS","The : indicator must be at most 1024 chars after the start of an implicit flow sequence key")}}else if(value){if("source"in value&&value.source?.[0]===":")onError(value,"MISSING_CHAR",`Missing space after : in ${fcName}`);else onError(valueProps.start,"MISSING_CHAR",`Missing , or : between ${fcName} items`)}const valueNode=value?composeNode(ctx,value,valueProps,onError):valueProps.found?composeEmptyNode(ctx,valueProps.end,sep,null,valueProps,onError):null;if(valueNode){if(isBlock(value))onError(valueNode.range,"BLOCK_IN_FLOW",blockMsg)}else if(valueProps.comment){if(keyNode.comment)keyNode.comment+="\n"+valueProps.comment;else keyNode.comment=valueProps.comment}const pair=new Pair.Pair(keyNode,valueNode);if(ctx.options.keepSourceTokens)pair.srcToken=collItem;if(isMap2){const map=coll;if(utilMapIncludes.mapIncludes(ctx,map.items,keyNode))onError(keyStart,"DUPLICATE_KEY","Map keys must be unique");map.items.push(pair)}else{const map=new YAMLMap.YAMLMap(ctx.schema);map.flow=true;map.items.push(pair);const endRange=(valueNode??keyNode).range;map.range=[keyNode.range[0],endRange[1],endRange[2]];coll.items.push(map)}offset=valueNode?valueNode.range[2]:valueProps.end}}const expectedEnd=isMap2?"}":"]";const[ce,...ee]=fc.end;let cePos=offset;if(ce?.source===expectedEnd)cePos=ce.offset+ce.source.length;else{const name=fcName[0].toUpperCase()+fcName.substring(1);const msg=atRoot?`${name} must end with a ${expectedEnd}`:`${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;onError(offset,atRoot?"MISSING_CHAR":"BAD_INDENT",msg);if(ce&&ce.source.length!==1)ee.unshift(ce)}if(ee.length>0){const end=resolveEnd.resolveEnd(ee,cePos,ctx.options.strict,onError);if(end.comment){if(coll.comment)coll.comment+="\n"+end.comment;else coll.comment=end.comment}coll.range=[fc.offset,cePos,end.offset]}else{coll.range=[fc.offset,cePos,cePos]}return coll}exports.resolveFlowCollection=resolveFlowCollection}});
// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection=__commonJS({"node_modules/yaml/dist/compose/compose-collection.js"(exports){"use strict";var identity=require_identity();var Scalar=require_Scalar();var YAMLMap=require_YAMLMap();var YAMLSeq=require_YAMLSeq();var resolveBlockMap=require_resolve_block_map();var resolveBlockSeq=require_resolve_block_seq();var resolveFlowCollection=require_resolve_flow_collection();function resolveCollection(CN,ctx,token,onError,tagName,tag){const coll=token.type==="block-map"?resolveBlockMap.resolveBlockMap(CN,ctx,token,onError,tag):token.type==="block-seq"?resolveBlockSeq.resolveBlockSeq(CN,ctx,token,onError,tag):resolveFlowCollection.resolveFlowCollection(CN,ctx,token,onError,tag);const Coll=coll.constructor;if(tagName==="!"||tagName===Coll.tagName){coll.tag=Coll.tagName;return coll}if(tagName)coll.tag=tagName;return coll}function composeCollection(CN,ctx,token,props,onError){const tagToken=props.tag;const tagName=!tagToken?null:ctx.directives.tagName(tagToken.source,msg=>onError(tagToken,"TAG_RESOLVE_FAILED",msg));if(token.type==="block-seq"){const{anchor:anchor2,newlineAfterProp:nl}=props;const lastProp=anchor2&&tagToken?anchor2.offset>tagToken.offset?anchor2:tagToken:anchor2??tagToken;if(lastProp&&(!nl||nl.offset<lastProp.offset)){const message="Missing newline after block sequence props";onError(lastProp,"MISSING_CHAR",message)}}const expType=token.type==="block-map"?"map":token.type==="block-seq"?"seq":token.start.source==="{"?"map":"seq";if(!tagToken||!tagName||tagName==="!"||tagName===YAMLMap.YAMLMap.tagName&&expType==="map"||tagName===YAMLSeq.YAMLSeq.tagName&&expType==="seq"){return resolveCollection(CN,ctx,token,onError,tagName)}let tag=ctx.schema.tags.find(t=>t.tag===tagName&&t.collection===expType);if(!tag){const kt=ctx.schema.knownTags[tagName];if(kt?.collection===expType){ctx.schema.tags.push(Object.assign({},kt,{default:false}));tag=kt}else{if(kt){onError(tagToken,"BAD_COLLECTION_TYPE",`${kt.tag} used for ${expType} collection, but expects ${kt.collection??"scalar"}`,true)}else{onError(tagToken,"TAG_RESOLVE_FAILED",`Unresolved tag: ${tagName}`,true)}return resolveCollection(CN,ctx,token,onError,tagName)}}const coll=resolveCollection(CN,ctx,token,onError,tagName,tag);const res=tag.resolve?.(coll,msg=>onError(tagToken,"TAG_RESOLVE_FAILED",msg),ctx.options)??coll;const node2=identity.isNode(res)?res:new Scalar.Scalar(res);node2.range=coll.range;node2.tag=tagName;if(tag?.format)node2.format=tag.format;return node2}exports.composeCollection=composeCollection}});
// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar=__commonJS({"node_modules/yaml/dist/compose/resolve-block-scalar.js"(exports){"use strict";var Scalar=require_Scalar();function resolveBlockScalar(ctx,scalar,onError){const start=scalar.offset;const header=parseBlockScalarHeader(scalar,ctx.options.strict,onError);if(!header)return{value:"",type:null,comment:"",range:[start,start,start]};const type=header.mode===">"?Scalar.Scalar.BLOCK_FOLDED:Scalar.Scalar.BLOCK_LITERAL;const lines=scalar.source?splitLines(scalar.source):[];let chompStart=lines.length;for(let i=lines.length-1;i>=0;--i){const content=lines[i][1];if(content===""||content==="\r")chompStart=i;else break}if(chompStart===0){const value2=header.chomp==="+"&&lines.length>0?"\n".repeat(Math.max(1,lines.length-1)):"";let end2=start+header.length;if(scalar.source)end2+=scalar.source.length;return{value:value2,type,comment:header.comment,range:[start,end2,end2]}}let trimIndent=scalar.indent+header.indent;let offset=scalar.offset+header.length;let contentStart=0;for(let i=0;i<chompStart;++i){const[indent,content]=lines[i];if(content===""||content==="\r"){if(header.indent===0&&indent.length>trimIndent)trimIndent=indent.length}else{if(indent.length<trimIndent){const message="Block scalars with more-indented leading empty lines must use an explicit indentation indicator";onError(offset+indent.length,"MISSING_CHAR",message)}if(header.indent===0)trimIndent=indent.length;contentStart=i;if(trimIndent===0&&!ctx.atRoot){const message="Block scalar values in collections must be indented";onError(offset,"BAD_INDENT",message)}break}offset+=indent.length+content.length+1}for(let i=lines.length-1;i>=chompStart;--i){if(lines[i][0].length>trimIndent)chompStart=i+1}let value="";let sep="";let prevMoreIndented=false;for(let i=0;i<contentStart;++i)value+=lines[i][0].slice(trimIndent)+"\n";for(let i=contentStart;i<chompStart;++i){let[indent,content]=lines[i];offset+=indent.length+content.length+1;const crlf=content[content.length-1]==="\r";if(crlf)content=content.slice(0,-1);if(content&&indent.length<trimIndent){const src=header.indent?"explicit indentation indicator":"first line";const message=`Block scalar lines must not be less indented than their ${src}`;onError(offset-content.length-(crlf?2:1),"BAD_INDENT",message);indent=""}if(type===Scalar.Scalar.BLOCK_LITERAL){value+=sep+indent.slice(trimIndent)+content;sep="\n"}else if(indent.length>trimIndent||content[0]==="	"){if(sep===" ")sep="\n";else if(!prevMoreIndented&&sep==="\n")sep="\n\n";value+=sep+indent.slice(trimIndent)+content;sep="\n";prevMoreIndented=true}else if(content===""){if(sep==="\n")value+="\n";else sep="\n"}else{value+=sep+content;sep=" ";prevMoreIndented=false}}switch(header.chomp){case"-":break;case"+":for(let i=chompStart;i<lines.length;++i)value+="\n"+lines[i][0].slice(trimIndent);if(value[value.length-1]!=="\n")value+="\n";break;default:value+="\n"}const end=start+header.length+scalar.source.length;return{value,type,comment:header.comment,range:[start,end,end]}}function parseBlockScalarHeader({offset,props},strict,onError){if(props[0].type!=="block-scalar-header"){onError(props[0],"IMPOSSIBLE","Block scalar header not found");return null}const{source}=props[0];const mode=source[0];let indent=0;let chomp="";let error2=-1;for(let i=1;i<source.length;++i){const ch=source[i];if(!chomp&&(ch==="-"||ch==="+"))chomp=ch;else{const n=Number(ch);if(!indent&&n)indent=n;else if(error2===-1)error2=offset+i}}if(error2!==-1)onError(error2,"UNEXPECTED_TOKEN",`Block scalar header includes extra characters: ${source}`);let hasSpace=false;let comment="";let length=source.length;for(let i=1;i<props.length;++i){const token=props[i];switch(token.type){case"space":hasSpace=true;case"newline":length+=token.source.length;break;case"comment":if(strict&&!hasSpace){const message="Comments must be separated from other tokens by white space characters";onError(token,"MISSING_CHAR",message)}length+=token.source.length;comment=token.source.substring(1);break;case"error":onError(token,"UNEXPECTED_TOKEN",token.message);length+=token.source.length;break;default:{const message=`Unexpected token in block scalar header: ${token.type}`;onError(token,"UNEXPECTED_TOKEN",message);const ts=token.source;if(ts&&typeof ts==="string")length+=ts.length}}}return{mode,indent,chomp,comment,length}}function splitLines(source){const split=source.split(/\n( *)/);const first=split[0];const m=first.match(/^( *)/);const line0=m?.[1]?[m[1],first.slice(m[1].length)]:["",first];const lines=[line0];for(let i=1;i<split.length;i+=2)lines.push([split[i],split[i+1]]);return lines}exports.resolveBlockScalar=resolveBlockScalar}});
// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar=__commonJS({"node_modules/yaml/dist/compose/resolve-flow-scalar.js"(exports){"use strict";var Scalar=require_Scalar();var resolveEnd=require_resolve_end();function resolveFlowScalar(scalar,strict,onError){const{offset,type,source,end}=scalar;let _type;let value;const _onError=(rel,code,msg)=>onError(offset+rel,code,msg);switch(type){case"scalar":_type=Scalar.Scalar.PLAIN;value=plainValue(source,_onError);break;case"single-quoted-scalar":_type=Scalar.Scalar.QUOTE_SINGLE;value=singleQuotedValue(source,_onError);break;case"double-quoted-scalar":_type=Scalar.Scalar.QUOTE_DOUBLE;value=doubleQuotedValue(source,_onError);break;default:onError(scalar,"UNEXPECTED_TOKEN",`Expected a flow scalar value, but found: ${type}`);return{value:"",type:null,comment:"",range:[offset,offset+source.length,offset+source.length]}}const valueEnd=offset+source.length;const re=resolveEnd.resolveEnd(end,valueEnd,strict,onError);return{value,type:_type,comment:re.comment,range:[offset,valueEnd,re.offset]}}function plainValue(source,onError){let badChar="";switch(source[0]){case"	":badChar="a tab character";break;case",":badChar="flow indicator character ,";break;case"%":badChar="directive indicator character %";break;case"|":case">":{badChar=`block scalar indicator ${source[0]}`;break}case"@":case"`":{badChar=`reserved character ${source[0]}`;break}}if(badChar)onError(0,"BAD_SCALAR_START",`Plain value cannot start with ${badChar}`);return unfoldLines(source)}function singleQuotedValue(source,onError){if(source[source.length-1]!=="'"||source.length===1)onError(source.length,"MISSING_CHAR","Missing closing 'quote");return unfoldLines(source.slice(1,-1)).replace(/''/g,"'")}function unfoldLines(source){const line=/(.*?)\r?\n/sy;let match=line.exec(source);if(!match)return source;let trimEnd,trimBoth;try{trimEnd=new RegExp("(?<![ 	])[ 	]+$");trimBoth=new RegExp("^[ 	]+|(?<![ 	])[ 	]+$","g")}catch{trimEnd=/[ \t]+$/;trimBoth=/^[ \t]+|[ \t]+$/g}let res=match[1].replace(trimEnd,"");let sep=" ";let pos=line.lastIndex;while(match=line.exec(source)){const lm=match[1].replace(trimBoth,"");if(lm===""){if(sep==="\n")res+=sep;else sep="\n"}else{res+=sep+lm;sep=" "}pos=line.lastIndex}const last=/[ \t]*(.*)/sy;last.lastIndex=pos;match=last.exec(source);return res+sep+(match?.[1]??"")}function doubleQuotedValue(source,onError){let res="";for(let i=1;i<source.length-1;++i){const ch=source[i];if(ch==="\r"&&source[i+1]==="\n")continue;if(ch==="\n"){const{fold,offset}=foldNewline(source,i);res+=fold;i=offset}else if(ch==="\\"){let next=source[++i];const cc=escapeCodes[next];if(cc)res+=cc;else if(next==="\n"){next=source[i+1];while(next===" "||next==="	")next=source[++i+1]}else if(next==="\r"&&source[i+1]==="\n"){next=source[++i+1];while(next===" "||next==="	")next=source[++i+1]}else if(next==="x"||next==="u"||next==="U"){const length=next==="x"?2:next==="u"?4:8;res+=parseCharCode(source,i+1,length,onError);i+=length}else{const raw=source.substr(i-1,2);onError(i-1,"BAD_DQ_ESCAPE",`Invalid escape sequence ${raw}`);res+=raw}}else if(ch===" "||ch==="	"){const wsStart=i;let next=source[i+1];while(next===" "||next==="	")next=source[++i+1];if(next!=="\n"&&!(next==="\r"&&source[i+2]==="\n"))res+=i>wsStart?source.slice(wsStart,i+1):ch}else{res+=ch}}if(source[source.length-1]!=='"'||source.length===1)onError(source.length,"MISSING_CHAR",'Missing closing "quote');return res}function foldNewline(source,offset){let fold="";let ch=source[offset+1];while(ch===" "||ch==="	"||ch==="\n"||ch==="\r"){if(ch==="\r"&&source[offset+2]!=="\n")break;if(ch==="\n")fold+="\n";offset+=1;ch=source[offset+1]}if(!fold)fold=" ";return{fold,offset}}var escapeCodes={"0":"\0",a:"\x07",b:"\b",e:"\x1B",f:"\f",n:"\n",r:"\r",t:"	",v:"\v",N:"\x85",_:"\xA0",L:"\u2028",P:"\u2029"," ":" ",'"':'"',"/":"/","\\":"\\","	":"	"};function parseCharCode(source,offset,length,onError){const cc=source.substr(offset,length);const ok=cc.length===length&&/^[0-9a-fA-F]+$/.test(cc);const code=ok?parseInt(cc,16):NaN;try{return String.fromCodePoint(code)}catch{const raw=source.substr(offset-2,length+2);onError(offset-2,"BAD_DQ_ESCAPE",`Invalid escape sequence ${raw}`);return raw}}exports.resolveFlowScalar=resolveFlowScalar}});
// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar=__commonJS({"node_modules/yaml/dist/compose/compose-scalar.js"(exports){"use strict";var identity=require_identity();var Scalar=require_Scalar();var resolveBlockScalar=require_resolve_block_scalar();var resolveFlowScalar=require_resolve_flow_scalar();function composeScalar(ctx,token,tagToken,onError){const{value,type,comment,range}=token.type==="block-scalar"?resolveBlockScalar.resolveBlockScalar(ctx,token,onError):resolveFlowScalar.resolveFlowScalar(token,ctx.options.strict,onError);const tagName=tagToken?ctx.directives.tagName(tagToken.source,msg=>onError(tagToken,"TAG_RESOLVE_FAILED",msg)):null;let tag;if(ctx.options.stringKeys&&ctx.atKey){tag=ctx.schema[identity.SCALAR]}else if(tagName)tag=findScalarTagByName(ctx.schema,value,tagName,tagToken,onError);else if(token.type==="scalar")tag=findScalarTagByTest(ctx,value,token,onError);else tag=ctx.schema[identity.SCALAR];let scalar;try{const res=tag.resolve(value,msg=>onError(tagToken??token,"TAG_RESOLVE_FAILED",msg),ctx.options);scalar=identity.isScalar(res)?res:new Scalar.Scalar(res)}catch(error2){const msg=error2 instanceof Error?error2.message:String(error2);onError(tagToken??token,"TAG_RESOLVE_FAILED",msg);scalar=new Scalar.Scalar(value)}scalar.range=range;scalar.source=value;if(type)scalar.type=type;if(tagName)scalar.tag=tagName;if(tag.format)scalar.format=tag.format;if(comment)scalar.comment=comment;return scalar}function findScalarTagByName(schema,value,tagName,tagToken,onError){if(tagName==="!")return schema[identity.SCALAR];const matchWithTest=[];for(const tag of schema.tags){if(!tag.collection&&tag.tag===tagName){if(tag.default&&tag.test)matchWithTest.push(tag);else return tag}}for(const tag of matchWithTest)if(tag.test?.test(value))return tag;const kt=schema.knownTags[tagName];if(kt&&!kt.collection){schema.tags.push(Object.assign({},kt,{default:false,test:void 0}));return kt}onError(tagToken,"TAG_RESOLVE_FAILED",`Unresolved tag: ${tagName}`,tagName!=="tag:yaml.org,2002:str");return schema[identity.SCALAR]}function findScalarTagByTest({atKey,directives,schema},value,token,onError){const tag=schema.tags.find(tag2=>(tag2.default===true||atKey&&tag2.default==="key")&&tag2.test?.test(value))||schema[identity.SCALAR];if(schema.compat){const compat=schema.compat.find(tag2=>tag2.default&&tag2.test?.test(value))??schema[identity.SCALAR];if(tag.tag!==compat.tag){const ts=directives.tagString(tag.tag);const cs=directives.tagString(compat.tag);const msg=`Value may be parsed as either ${ts} or ${cs}`;onError(token,"TAG_RESOLVE_FAILED",msg,true)}}return tag}exports.composeScalar=composeScalar}});
// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position=__commonJS({"node_modules/yaml/dist/compose/util-empty-scalar-position.js"(exports){"use strict";function emptyScalarPosition(offset,before,pos){if(before){pos??(pos=before.length);for(let i=pos-1;i>=0;--i){let st=before[i];switch(st.type){case"space":case"comment":case"newline":offset-=st.source.length;continue}st=before[++i];while(st?.type==="space"){offset+=st.source.length;st=before[++i]}break}}return offset}exports.emptyScalarPosition=emptyScalarPosition}});
// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node=__commonJS({"node_modules/yaml/dist/compose/compose-node.js"(exports){"use strict";var Alias=require_Alias();var identity=require_identity();var composeCollection=require_compose_collection();var composeScalar=require_compose_scalar();var resolveEnd=require_resolve_end();var utilEmptyScalarPosition=require_util_empty_scalar_position();var CN={composeNode,composeEmptyNode};function composeNode(ctx,token,props,onError){const atKey=ctx.atKey;const{spaceBefore,comment,anchor:anchor2,tag}=props;let node2;let isSrcToken=true;switch(token.type){case"alias":node2=composeAlias(ctx,token,onError);if(anchor2||tag)onError(token,"ALIAS_PROPS","An alias node must not specify any properties");break;case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":case"block-scalar":node2=composeScalar.composeScalar(ctx,token,tag,onError);if(anchor2)node2.anchor=anchor2.source.substring(1);break;case"block-map":case"block-seq":case"flow-collection":try{node2=composeCollection.composeCollection(CN,ctx,token,props,onError);if(anchor2)node2.anchor=anchor2.source.substring(1)}catch(error2){const message=error2 instanceof Error?error2.message:String(error2);onError(token,"RESOURCE_EXHAUSTION",message)}break;default:{const message=token.type==="error"?token.message:`Unsupported token (type: ${token.type})`;onError(token,"UNEXPECTED_TOKEN",message);isSrcToken=false}}node2??(node2=composeEmptyNode(ctx,token.offset,void 0,null,props,onError));if(anchor2&&node2.anchor==="")onError(anchor2,"BAD_ALIAS","Anchor cannot be an empty string");if(atKey&&ctx.options.stringKeys&&(!identity.isScalar(node2)||typeof node2.value!=="string"||node2.tag&&node2.tag!=="tag:yaml.org,2002:str")){const msg="With stringKeys, all keys must be strings";onError(tag??token,"NON_STRING_KEY",msg)}if(spaceBefore)node2.spaceBefore=true;if(comment){if(token.type==="scalar"&&token.source==="")node2.comment=comment;else node2.commentBefore=comment}if(ctx.options.keepSourceTokens&&isSrcToken)node2.srcToken=token;return node2}function composeEmptyNode(ctx,offset,before,pos,{spaceBefore,comment,anchor:anchor2,tag,end},onError){const token={type:"scalar",offset:utilEmptyScalarPosition.emptyScalarPosition(offset,before,pos),indent:-1,source:""};const node2=composeScalar.composeScalar(ctx,token,tag,onError);if(anchor2){node2.anchor=anchor2.source.substring(1);if(node2.anchor==="")onError(anchor2,"BAD_ALIAS","Anchor cannot be an empty string")}if(spaceBefore)node2.spaceBefore=true;if(comment){node2.comment=comment;node2.range[2]=end}return node2}function composeAlias({options},{offset,source,end},onError){const alias=new Alias.Alias(source.substring(1));if(alias.source==="")onError(offset,"BAD_ALIAS","Alias cannot be an empty string");if(alias.source.endsWith(":"))onError(offset+source.length-1,"BAD_ALIAS","Alias ending in : is ambiguous",true);const valueEnd=offset+source.length;const re=resolveEnd.resolveEnd(end,valueEnd,options.strict,onError);alias.range=[offset,valueEnd,re.offset];if(re.comment)alias.comment=re.comment;return alias}exports.composeEmptyNode=composeEmptyNode;exports.composeNode=composeNode}});
// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc=__commonJS({"node_modules/yaml/dist/compose/compose-doc.js"(exports){"use strict";var Document=require_Document();var composeNode=require_compose_node();var resolveEnd=require_resolve_end();var resolveProps=require_resolve_props();function composeDoc(options,directives,{offset,start,value,end},onError){const opts=Object.assign({_directives:directives},options);const doc=new Document.Document(void 0,opts);const ctx={atKey:false,atRoot:true,directives:doc.directives,options:doc.options,schema:doc.schema};const props=resolveProps.resolveProps(start,{indicator:"doc-start",next:value??end?.[0],offset,onError,parentIndent:0,startOnNewline:true});if(props.found){doc.directives.docStart=true;if(value&&(value.type==="block-map"||value.type==="block-seq")&&!props.hasNewline)onError(props.end,"MISSING_CHAR","Block collection cannot start on same line with directives-end marker")}doc.contents=value?composeNode.composeNode(ctx,value,props,onError):composeNode.composeEmptyNode(ctx,props.end,start,null,props,onError);const contentEnd=doc.contents.range[2];const re=resolveEnd.resolveEnd(end,contentEnd,false,onError);if(re.comment)doc.comment=re.comment;doc.range=[offset,contentEnd,re.offset];return doc}exports.composeDoc=composeDoc}});
// node_modules/yaml/dist/compose/composer.js
var require_composer=__commonJS({"node_modules/yaml/dist/compose/composer.js"(exports){"use strict";var node_process=__require("process");var directives=require_directives();var Document=require_Document();var errors=require_errors();var identity=require_identity();var composeDoc=require_compose_doc();var resolveEnd=require_resolve_end();function getErrorPos(src){if(typeof src==="number")return[src,src+1];if(Array.isArray(src))return src.length===2?src:[src[0],src[1]];const{offset,source}=src;return[offset,offset+(typeof source==="string"?source.length:1)]}function parsePrelude(prelude){let comment="";let atComment=false;let afterEmptyLine=false;for(let i=0;i<prelude.length;++i){const source=prelude[i];switch(source[0]){case"#":comment+=(comment===""?"":afterEmptyLine?"\n\n":"\n")+(source.substring(1)||" ");atComment=true;afterEmptyLine=false;break;case"%":if(prelude[i+1]?.[0]!=="#")i+=1;atComment=false;break;default:if(!atComment)afterEmptyLine=true;atComment=false}}return{comment,afterEmptyLine}}var Composer2=class{constructor(options={}){this.doc=null;this.atDirectives=false;this.prelude=[];this.errors=[];this.warnings=[];this.onError=(source,code,message,warning)=>{const pos=getErrorPos(source);if(warning)this.warnings.push(new errors.YAMLWarning(pos,code,message));else this.errors.push(new errors.YAMLParseError(pos,code,message))};this.directives=new directives.Directives({version:options.version||"1.2"});this.options=options}decorate(doc,afterDoc){const{comment,afterEmptyLine}=parsePrelude(this.prelude);if(comment){const dc=doc.contents;if(afterDoc){doc.comment=doc.comment?`${doc.comment}
${comment}`:comment}else if(afterEmptyLine||doc.directives.docStart||!dc){doc.commentBefore=comment}else if(identity.isCollection(dc)&&!dc.flow&&dc.items.length>0){let it=dc.items[0];if(identity.isPair(it))it=it.key;const cb=it.commentBefore;it.commentBefore=cb?`${comment}
${cb}`:comment}else{const cb=dc.commentBefore;dc.commentBefore=cb?`${comment}
${cb}`:comment}}if(afterDoc){for(let i=0;i<this.errors.length;++i)doc.errors.push(this.errors[i]);for(let i=0;i<this.warnings.length;++i)doc.warnings.push(this.warnings[i])}else{doc.errors=this.errors;doc.warnings=this.warnings}this.prelude=[];this.errors=[];this.warnings=[]}streamInfo(){return{comment:parsePrelude(this.prelude).comment,directives:this.directives,errors:this.errors,warnings:this.warnings}}*compose(tokens,forceDoc=false,endOffset=-1){for(const token of tokens)yield*this.next(token);yield*this.end(forceDoc,endOffset)}*next(token){if(node_process.env.LOG_STREAM)console.dir(token,{depth:null});switch(token.type){case"directive":this.directives.add(token.source,(offset,message,warning)=>{const pos=getErrorPos(token);pos[0]+=offset;this.onError(pos,"BAD_DIRECTIVE",message,warning)});this.prelude.push(token.source);this.atDirectives=true;break;case"document":{const doc=composeDoc.composeDoc(this.options,this.directives,token,this.onError);if(this.atDirectives&&!doc.directives.docStart)this.onError(token,"MISSING_CHAR","Missing directives-end/doc-start indicator line");this.decorate(doc,false);if(this.doc)yield this.doc;this.doc=doc;this.atDirectives=false;break}case"byte-order-mark":case"space":break;case"comment":case"newline":this.prelude.push(token.source);break;case"error":{const msg=token.source?`${token.message}: ${JSON.stringify(token.source)}`:token.message;const error2=new errors.YAMLParseError(getErrorPos(token),"UNEXPECTED_TOKEN",msg);if(this.atDirectives||!this.doc)this.errors.push(error2);else this.doc.errors.push(error2);break}case"doc-end":{if(!this.doc){const msg="Unexpected doc-end without preceding document";this.errors.push(new errors.YAMLParseError(getErrorPos(token),"UNEXPECTED_TOKEN",msg));break}this.doc.directives.docEnd=true;const end=resolveEnd.resolveEnd(token.end,token.offset+token.source.length,this.doc.options.strict,this.onError);this.decorate(this.doc,true);if(end.comment){const dc=this.doc.comment;this.doc.comment=dc?`${dc}
${end.comment}`:end.comment}this.doc.range[2]=end.offset;break}default:this.errors.push(new errors.YAMLParseError(getErrorPos(token),"UNEXPECTED_TOKEN",`Unsupported token ${token.type}`))}}*end(forceDoc=false,endOffset=-1){if(this.doc){this.decorate(this.doc,true);yield this.doc;this.doc=null}else if(forceDoc){const opts=Object.assign({_directives:this.directives},this.options);const doc=new Document.Document(void 0,opts);if(this.atDirectives)this.onError(endOffset,"MISSING_CHAR","Missing directives-end indicator line");doc.range=[0,endOffset,endOffset];this.decorate(doc,false);yield doc}}};exports.Composer=Composer2}});
// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar=__commonJS({"node_modules/yaml/dist/parse/cst-scalar.js"(exports){"use strict";var resolveBlockScalar=require_resolve_block_scalar();var resolveFlowScalar=require_resolve_flow_scalar();var errors=require_errors();var stringifyString=require_stringifyString();function resolveAsScalar(token,strict=true,onError){if(token){const _onError=(pos,code,message)=>{const offset=typeof pos==="number"?pos:Array.isArray(pos)?pos[0]:pos.offset;if(onError)onError(offset,code,message);else throw new errors.YAMLParseError([offset,offset+1],code,message)};switch(token.type){case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":return resolveFlowScalar.resolveFlowScalar(token,strict,_onError);case"block-scalar":return resolveBlockScalar.resolveBlockScalar({options:{strict}},token,_onError)}}return null}function createScalarToken(value,context){const{implicitKey=false,indent,inFlow=false,offset=-1,type="PLAIN"}=context;const source=stringifyString.stringifyString({type,value},{implicitKey,indent:indent>0?" ".repeat(indent):"",inFlow,options:{blockQuote:true,lineWidth:-1}});const end=context.end??[{type:"newline",offset:-1,indent,source:"\n"}];switch(source[0]){case"|":case">":{const he=source.indexOf("\n");const head=source.substring(0,he);const body=source.substring(he+1)+"\n";const props=[{type:"block-scalar-header",offset,indent,source:head}];if(!addEndtoBlockProps(props,end))props.push({type:"newline",offset:-1,indent,source:"\n"});return{type:"block-scalar",offset,indent,props,source:body}}case'"':return{type:"double-quoted-scalar",offset,indent,source,end};case"'":return{type:"single-quoted-scalar",offset,indent,source,end};default:return{type:"scalar",offset,indent,source,end}}}function setScalarValue(token,value,context={}){let{afterKey=false,implicitKey=false,inFlow=false,type}=context;let indent="indent"in token?token.indent:null;if(afterKey&&typeof indent==="number")indent+=2;if(!type)switch(token.type){case"single-quoted-scalar":type="QUOTE_SINGLE";break;case"double-quoted-scalar":type="QUOTE_DOUBLE";break;case"block-scalar":{const header=token.props[0];if(header.type!=="block-scalar-header")throw new Error("Invalid block scalar header");type=header.source[0]===">"?"BLOCK_FOLDED":"BLOCK_LITERAL";break}default:type="PLAIN"}const source=stringifyString.stringifyString({type,value},{implicitKey:implicitKey||indent===null,indent:indent!==null&&indent>0?" ".repeat(indent):"",inFlow,options:{blockQuote:true,lineWidth:-1}});switch(source[0]){case"|":case">":setBlockScalarValue(token,source);break;case'"':setFlowScalarValue(token,source,"double-quoted-scalar");break;case"'":setFlowScalarValue(token,source,"single-quoted-scalar");break;default:setFlowScalarValue(token,source,"scalar")}}function setBlockScalarValue(token,source){const he=source.indexOf("\n");const head=source.substring(0,he);const body=source.substring(he+1)+"\n";if(token.type==="block-scalar"){const header=token.props[0];if(header.type!=="block-scalar-header")throw new Error("Invalid block scalar header");header.source=head;token.source=body}else{const{offset}=token;const indent="indent"in token?token.indent:-1;const props=[{type:"block-scalar-header",offset,indent,source:head}];if(!addEndtoBlockProps(props,"end"in token?token.end:void 0))props.push({type:"newline",offset:-1,indent,source:"\n"});for(const key of Object.keys(token))if(key!=="type"&&key!=="offset")delete token[key];Object.assign(token,{type:"block-scalar",indent,props,source:body})}}function addEndtoBlockProps(props,end){if(end)for(const st of end)switch(st.type){case"space":case"comment":props.push(st);break;case"newline":props.push(st);return true}return false}function setFlowScalarValue(token,source,type){switch(token.type){case"scalar":case"double-quoted-scalar":case"single-quoted-scalar":token.type=type;token.source=source;break;case"block-scalar":{const end=token.props.slice(1);let oa=source.length;if(token.props[0].type==="block-scalar-header")oa-=token.props[0].source.length;for(const tok of end)tok.offset+=oa;delete token.props;Object.assign(token,{type,source,end});break}case"block-map":case"block-seq":{const offset=token.offset+source.length;const nl={type:"newline",offset,indent:token.indent,source:"\n"};delete token.items;Object.assign(token,{type,source,end:[nl]});break}default:{const indent="indent"in token?token.indent:-1;const end="end"in token&&Array.isArray(token.end)?token.end.filter(st=>st.type==="space"||st.type==="comment"||st.type==="newline"):[];for(const key of Object.keys(token))if(key!=="type"&&key!=="offset")delete token[key];Object.assign(token,{type,indent,source,end})}}}exports.createScalarToken=createScalarToken;exports.resolveAsScalar=resolveAsScalar;exports.setScalarValue=setScalarValue}});
// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify=__commonJS({"node_modules/yaml/dist/parse/cst-stringify.js"(exports){"use strict";var stringify=cst=>"type"in cst?stringifyToken(cst):stringifyItem(cst);function stringifyToken(token){switch(token.type){case"block-scalar":{let res="";for(const tok of token.props)res+=stringifyToken(tok);return res+token.source}case"block-map":case"block-seq":{let res="";for(const item of token.items)res+=stringifyItem(item);return res}case"flow-collection":{let res=token.start.source;for(const item of token.items)res+=stringifyItem(item);for(const st of token.end)res+=st.source;return res}case"document":{let res=stringifyItem(token);if(token.end)for(const st of token.end)res+=st.source;return res}default:{let res=token.source;if("end"in token&&token.end)for(const st of token.end)res+=st.source;return res}}}function stringifyItem({start,key,sep,value}){let res="";for(const st of start)res+=st.source;if(key)res+=stringifyToken(key);if(sep)for(const st of sep)res+=st.source;if(value)res+=stringifyToken(value);return res}exports.stringify=stringify}});
// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit=__commonJS({"node_modules/yaml/dist/parse/cst-visit.js"(exports){"use strict";var BREAK=Symbol("break visit");var SKIP=Symbol("skip children");var REMOVE=Symbol("remove item");function visit2(cst,visitor){if("type"in cst&&cst.type==="document")cst={start:cst.start,value:cst.value};_visit(Object.freeze([]),cst,visitor)}visit2.BREAK=BREAK;visit2.SKIP=SKIP;visit2.REMOVE=REMOVE;visit2.itemAtPath=(cst,path)=>{let item=cst;for(const[field,index]of path){const tok=item?.[field];if(tok&&"items"in tok){item=tok.items[index]}else return void 0}return item};visit2.parentCollection=(cst,path)=>{const parent=visit2.itemAtPath(cst,path.slice(0,-1));const field=path[path.length-1][0];const coll=parent?.[field];if(coll&&"items"in coll)return coll;throw new Error("Parent collection not found")};function _visit(path,item,visitor){let ctrl=visitor(item,path);if(typeof ctrl==="symbol")return ctrl;for(const field of["key","value"]){const token=item[field];if(token&&"items"in token){for(let i=0;i<token.items.length;++i){const ci=_visit(Object.freeze(path.concat([[field,i]])),token.items[i],visitor);if(typeof ci==="number")i=ci-1;else if(ci===BREAK)return BREAK;else if(ci===REMOVE){token.items.splice(i,1);i-=1}}if(typeof ctrl==="function"&&field==="key")ctrl=ctrl(item,path)}}return typeof ctrl==="function"?ctrl(item,path):ctrl}exports.visit=visit2}});
// node_modules/yaml/dist/parse/cst.js
var require_cst=__commonJS({"node_modules/yaml/dist/parse/cst.js"(exports){"use strict";var cstScalar=require_cst_scalar();var cstStringify=require_cst_stringify();var cstVisit=require_cst_visit();var BOM="\uFEFF";var DOCUMENT="";var FLOW_END="";var SCALAR="";var isCollection=token=>!!token&&"items"in token;var isScalar5=token=>!!token&&(token.type==="scalar"||token.type==="single-quoted-scalar"||token.type==="double-quoted-scalar"||token.type==="block-scalar");function prettyToken(token){switch(token){case BOM:return"<BOM>";case DOCUMENT:return"<DOC>";case FLOW_END:return"<FLOW_END>";case SCALAR:return"<SCALAR>";default:return JSON.stringify(token)}}function tokenType(source){switch(source){case BOM:return"byte-order-mark";case DOCUMENT:return"doc-mode";case FLOW_END:return"flow-error-end";case SCALAR:return"scalar";case"---":return"doc-start";case"...":return"doc-end";case"":case"\n":case"\r\n":return"newline";case"-":return"seq-item-ind";case"?":return"explicit-key-ind";case":":return"map-value-ind";case"{":return"flow-map-start";case"}":return"flow-map-end";case"[":return"flow-seq-start";case"]":return"flow-seq-end";case",":return"comma"}switch(source[0]){case" ":case"	":return"space";case"#":return"comment";case"%":return"directive-line";case"*":return"alias";case"&":return"anchor";case"!":return"tag";case"'":return"single-quoted-scalar";case'"':return"double-quoted-scalar";case"|":case">":return"block-scalar-header"}return null}exports.createScalarToken=cstScalar.createScalarToken;exports.resolveAsScalar=cstScalar.resolveAsScalar;exports.setScalarValue=cstScalar.setScalarValue;exports.stringify=cstStringify.stringify;exports.visit=cstVisit.visit;exports.BOM=BOM;exports.DOCUMENT=DOCUMENT;exports.FLOW_END=FLOW_END;exports.SCALAR=SCALAR;exports.isCollection=isCollection;exports.isScalar=isScalar5;exports.prettyToken=prettyToken;exports.tokenType=tokenType}});
// node_modules/yaml/dist/parse/lexer.js
var require_lexer=__commonJS({"node_modules/yaml/dist/parse/lexer.js"(exports){"use strict";var cst=require_cst();function isEmpty(ch){switch(ch){case void 0:case" ":case"\n":case"\r":case"	":return true;default:return false}}var hexDigits=new Set("0123456789ABCDEFabcdef");var tagChars=new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");var flowIndicatorChars=new Set(",[]{}");var invalidAnchorChars=new Set(" ,[]{}\n\r	");var isNotAnchorChar=ch=>!ch||invalidAnchorChars.has(ch);var Lexer2=class{constructor(){this.atEnd=false;this.blockScalarIndent=-1;this.blockScalarKeep=false;this.buffer="";this.flowKey=false;this.flowLevel=0;this.indentNext=0;this.indentValue=0;this.lineEndPos=null;this.next=null;this.pos=0}*lex(source,incomplete=false){if(source){if(typeof source!=="string")throw TypeError("source is not a string");this.buffer=this.buffer?this.buffer+source:source;this.lineEndPos=null}this.atEnd=!incomplete;let next=this.next??"stream";while(next&&(incomplete||this.hasChars(1)))next=yield*this.parseNext(next)}atLineEnd(){let i=this.pos;let ch=this.buffer[i];while(ch===" "||ch==="	")ch=this.buffer[++i];if(!ch||ch==="#"||ch==="\n")return true;if(ch==="\r")return this.buffer[i+1]==="\n";return false}charAt(n){return this.buffer[this.pos+n]}continueScalar(offset){let ch=this.buffer[offset];if(this.indentNext>0){let indent=0;while(ch===" ")ch=this.buffer[++indent+offset];if(ch==="\r"){const next=this.buffer[indent+offset+1];if(next==="\n"||!next&&!this.atEnd)return offset+indent+1}return ch==="\n"||indent>=this.indentNext||!ch&&!this.atEnd?offset+indent:-1}if(ch==="-"||ch==="."){const dt=this.buffer.substr(offset,3);if((dt==="---"||dt==="...")&&isEmpty(this.buffer[offset+3]))return-1}return offset}getLine(){let end=this.lineEndPos;if(typeof end!=="number"||end!==-1&&end<this.pos){end=this.buffer.indexOf("\n",this.pos);this.lineEndPos=end}if(end===-1)return this.atEnd?this.buffer.substring(this.pos):null;if(this.buffer[end-1]==="\r")end-=1;return this.buffer.substring(this.pos,end)}hasChars(n){return this.pos+n<=this.buffer.length}setNext(state){this.buffer=this.buffer.substring(this.pos);this.pos=0;this.lineEndPos=null;this.next=state;return null}peek(n){return this.buffer.substr(this.pos,n)}*parseNext(next){switch(next){case"stream":return yield*this.parseStream();case"line-start":return yield*this.parseLineStart();case"block-start":return yield*this.parseBlockStart();case"doc":return yield*this.parseDocument();case"flow":return yield*this.parseFlowCollection();case"quoted-scalar":return yield*this.parseQuotedScalar();case"block-scalar":return yield*this.parseBlockScalar();case"plain-scalar":return yield*this.parsePlainScalar()}}*parseStream(){let line=this.getLine();if(line===null)return this.setNext("stream");if(line[0]===cst.BOM){yield*this.pushCount(1);line=line.substring(1)}if(line[0]==="%"){let dirEnd=line.length;let cs=line.indexOf("#");while(cs!==-1){const ch=line[cs-1];if(ch===" "||ch==="	"){dirEnd=cs-1;break}else{cs=line.indexOf("#",cs+1)}}while(true){const ch=line[dirEnd-1];if(ch===" "||ch==="	")dirEnd-=1;else break}const n=(yield*this.pushCount(dirEnd))+(yield*this.pushSpaces(true));yield*this.pushCount(line.length-n);this.pushNewline();return"stream"}if(this.atLineEnd()){const sp=yield*this.pushSpaces(true);yield*this.pushCount(line.length-sp);yield*this.pushNewline();return"stream"}yield cst.DOCUMENT;return yield*this.parseLineStart()}*parseLineStart(){const ch=this.charAt(0);if(!ch&&!this.atEnd)return this.setNext("line-start");if(ch==="-"||ch==="."){if(!this.atEnd&&!this.hasChars(4))return this.setNext("line-start");const s3=this.peek(3);if((s3==="---"||s3==="...")&&isEmpty(this.charAt(3))){yield*this.pushCount(3);this.indentValue=0;this.indentNext=0;return s3==="---"?"doc":"stream"}}this.indentValue=yield*this.pushSpaces(false);if(this.indentNext>this.indentValue&&!isEmpty(this.charAt(1)))this.indentNext=this.indentValue;return yield*this.parseBlockStart()}*parseBlockStart(){const[ch0,ch1]=this.peek(2);if(!ch1&&!this.atEnd)return this.setNext("block-start");if((ch0==="-"||ch0==="?"||ch0===":")&&isEmpty(ch1)){const n=(yield*this.pushCount(1))+(yield*this.pushSpaces(true));this.indentNext=this.indentValue+1;this.indentValue+=n;return"block-start"}return"doc"}*parseDocument(){yield*this.pushSpaces(true);const line=this.getLine();if(line===null)return this.setNext("doc");let n=yield*this.pushIndicators();switch(line[n]){case"#":yield*this.pushCount(line.length-n);case void 0:yield*this.pushNewline();return yield*this.parseLineStart();case"{":case"[":yield*this.pushCount(1);this.flowKey=false;this.flowLevel=1;return"flow";case"}":case"]":yield*this.pushCount(1);return"doc";case"*":yield*this.pushUntil(isNotAnchorChar);return"doc";case'"':case"'":return yield*this.parseQuotedScalar();case"|":case">":n+=yield*this.parseBlockScalarHeader();n+=yield*this.pushSpaces(true);yield*this.pushCount(line.length-n);yield*this.pushNewline();return yield*this.parseBlockScalar();default:return yield*this.parsePlainScalar()}}*parseFlowCollection(){let nl,sp;let indent=-1;do{nl=yield*this.pushNewline();if(nl>0){sp=yield*this.pushSpaces(false);this.indentValue=indent=sp}else{sp=0}sp+=yield*this.pushSpaces(true)}while(nl+sp>0);const line=this.getLine();if(line===null)return this.setNext("flow");if(indent!==-1&&indent<this.indentNext&&line[0]!=="#"||indent===0&&(line.startsWith("---")||line.startsWith("..."))&&isEmpty(line[3])){const atFlowEndMarker=indent===this.indentNext-1&&this.flowLevel===1&&(line[0]==="]"||line[0]==="}");if(!atFlowEndMarker){this.flowLevel=0;yield cst.FLOW_END;return yield*this.parseLineStart()}}let n=0;while(line[n]===","){n+=yield*this.pushCount(1);n+=yield*this.pushSpaces(true);this.flowKey=false}n+=yield*this.pushIndicators();switch(line[n]){case void 0:return"flow";case"#":yield*this.pushCount(line.length-n);return"flow";case"{":case"[":yield*this.pushCount(1);this.flowKey=false;this.flowLevel+=1;return"flow";case"}":case"]":yield*this.pushCount(1);this.flowKey=true;this.flowLevel-=1;return this.flowLevel?"flow":"doc";case"*":yield*this.pushUntil(isNotAnchorChar);return"flow";case'"':case"'":this.flowKey=true;return yield*this.parseQuotedScalar();case":":{const next=this.charAt(1);if(this.flowKey||isEmpty(next)||next===","){this.flowKey=false;yield*this.pushCount(1);yield*this.pushSpaces(true);return"flow"}}default:this.flowKey=false;return yield*this.parsePlainScalar()}}*parseQuotedScalar(){const quote=this.charAt(0);let end=this.buffer.indexOf(quote,this.pos+1);if(quote==="'"){while(end!==-1&&this.buffer[end+1]==="'")end=this.buffer.indexOf("'",end+2)}else{while(end!==-1){let n=0;while(this.buffer[end-1-n]==="\\")n+=1;if(n%2===0)break;end=this.buffer.indexOf('"',end+1)}}const qb=this.buffer.substring(0,end);let nl=qb.indexOf("\n",this.pos);if(nl!==-1){while(nl!==-1){const cs=this.continueScalar(nl+1);if(cs===-1)break;nl=qb.indexOf("\n",cs)}if(nl!==-1){end=nl-(qb[nl-1]==="\r"?2:1)}}if(end===-1){if(!this.atEnd)return this.setNext("quoted-scalar");end=this.buffer.length}yield*this.pushToIndex(end+1,false);return this.flowLevel?"flow":"doc"}*parseBlockScalarHeader(){this.blockScalarIndent=-1;this.blockScalarKeep=false;let i=this.pos;while(true){const ch=this.buffer[++i];if(ch==="+")this.blockScalarKeep=true;else if(ch>"0"&&ch<="9")this.blockScalarIndent=Number(ch)-1;else if(ch!=="-")break}return yield*this.pushUntil(ch=>isEmpty(ch)||ch==="#")}*parseBlockScalar(){let nl=this.pos-1;let indent=0;let ch;loop:for(let i2=this.pos;ch=this.buffer[i2];++i2){switch(ch){case" ":indent+=1;break;case"\n":nl=i2;indent=0;break;case"\r":{const next=this.buffer[i2+1];if(!next&&!this.atEnd)return this.setNext("block-scalar");if(next==="\n")break}default:break loop}}if(!ch&&!this.atEnd)return this.setNext("block-scalar");if(indent>=this.indentNext){if(this.blockScalarIndent===-1)this.indentNext=indent;else{this.indentNext=this.blockScalarIndent+(this.indentNext===0?1:this.indentNext)}do{const cs=this.continueScalar(nl+1);if(cs===-1)break;nl=this.buffer.indexOf("\n",cs)}while(nl!==-1);if(nl===-1){if(!this.atEnd)return this.setNext("block-scalar");nl=this.buffer.length}}let i=nl+1;ch=this.buffer[i];while(ch===" ")ch=this.buffer[++i];if(ch==="	"){while(ch==="	"||ch===" "||ch==="\r"||ch==="\n")ch=this.buffer[++i];nl=i-1}else if(!this.blockScalarKeep){do{let i2=nl-1;let ch2=this.buffer[i2];if(ch2==="\r")ch2=this.buffer[--i2];const lastChar=i2;while(ch2===" ")ch2=this.buffer[--i2];if(ch2==="\n"&&i2>=this.pos&&i2+1+indent>lastChar)nl=i2;else break}while(true)}yield cst.SCALAR;yield*this.pushToIndex(nl+1,true);return yield*this.parseLineStart()}*parsePlainScalar(){const inFlow=this.flowLevel>0;let end=this.pos-1;let i=this.pos-1;let ch;while(ch=this.buffer[++i]){if(ch===":"){const next=this.buffer[i+1];if(isEmpty(next)||inFlow&&flowIndicatorChars.has(next))break;end=i}else if(isEmpty(ch)){let next=this.buffer[i+1];if(ch==="\r"){if(next==="\n"){i+=1;ch="\n";next=this.buffer[i+1]}else end=i}if(next==="#"||inFlow&&flowIndicatorChars.has(next))break;if(ch==="\n"){const cs=this.continueScalar(i+1);if(cs===-1)break;i=Math.max(i,cs-2)}}else{if(inFlow&&flowIndicatorChars.has(ch))break;end=i}}if(!ch&&!this.atEnd)return this.setNext("plain-scalar");yield cst.SCALAR;yield*this.pushToIndex(end+1,true);return inFlow?"flow":"doc"}*pushCount(n){if(n>0){yield this.buffer.substr(this.pos,n);this.pos+=n;return n}return 0}*pushToIndex(i,allowEmpty){const s3=this.buffer.slice(this.pos,i);if(s3){yield s3;this.pos+=s3.length;return s3.length}else if(allowEmpty)yield"";return 0}*pushIndicators(){let n=0;loop:while(true){switch(this.charAt(0)){case"!":n+=yield*this.pushTag();n+=yield*this.pushSpaces(true);continue loop;case"&":n+=yield*this.pushUntil(isNotAnchorChar);n+=yield*this.pushSpaces(true);continue loop;case"-":case"?":case":":{const inFlow=this.flowLevel>0;const ch1=this.charAt(1);if(isEmpty(ch1)||inFlow&&flowIndicatorChars.has(ch1)){if(!inFlow)this.indentNext=this.indentValue+1;else if(this.flowKey)this.flowKey=false;n+=yield*this.pushCount(1);n+=yield*this.pushSpaces(true);continue loop}}}break loop}return n}*pushTag(){if(this.charAt(1)==="<"){let i=this.pos+2;let ch=this.buffer[i];while(!isEmpty(ch)&&ch!==">")ch=this.buffer[++i];return yield*this.pushToIndex(ch===">"?i+1:i,false)}else{let i=this.pos+1;let ch=this.buffer[i];while(ch){if(tagChars.has(ch))ch=this.buffer[++i];else if(ch==="%"&&hexDigits.has(this.buffer[i+1])&&hexDigits.has(this.buffer[i+2])){ch=this.buffer[i+=3]}else break}return yield*this.pushToIndex(i,false)}}*pushNewline(){const ch=this.buffer[this.pos];if(ch==="\n")return yield*this.pushCount(1);else if(ch==="\r"&&this.charAt(1)==="\n")return yield*this.pushCount(2);else return 0}*pushSpaces(allowTabs){let i=this.pos-1;let ch;do{ch=this.buffer[++i]}while(ch===" "||allowTabs&&ch==="	");const n=i-this.pos;if(n>0){yield this.buffer.substr(this.pos,n);this.pos=i}return n}*pushUntil(test){let i=this.pos;let ch=this.buffer[i];while(!test(ch))ch=this.buffer[++i];return yield*this.pushToIndex(i,false)}};exports.Lexer=Lexer2}});
// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter=__commonJS({"node_modules/yaml/dist/parse/line-counter.js"(exports){"use strict";var LineCounter=class{constructor(){this.lineStarts=[];this.addNewLine=offset=>this.lineStarts.push(offset);this.linePos=offset=>{let low=0;let high=this.lineStarts.length;while(low<high){const mid=low+high>>1;if(this.lineStarts[mid]<offset)low=mid+1;else high=mid}if(this.lineStarts[low]===offset)return{line:low+1,col:1};if(low===0)return{line:0,col:offset};const start=this.lineStarts[low-1];return{line:low,col:offset-start+1}}}};exports.LineCounter=LineCounter}});
// node_modules/yaml/dist/parse/parser.js
var require_parser=__commonJS({"node_modules/yaml/dist/parse/parser.js"(exports){"use strict";var node_process=__require("process");var cst=require_cst();var lexer=require_lexer();function includesToken(list,type){for(let i=0;i<list.length;++i)if(list[i].type===type)return true;return false}function findNonEmptyIndex(list){for(let i=0;i<list.length;++i){switch(list[i].type){case"space":case"comment":case"newline":break;default:return i}}return-1}function isFlowToken(token){switch(token?.type){case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":case"flow-collection":return true;default:return false}}function getPrevProps(parent){switch(parent.type){case"document":return parent.start;case"block-map":{const it=parent.items[parent.items.length-1];return it.sep??it.start}case"block-seq":return parent.items[parent.items.length-1].start;default:return[]}}function getFirstKeyStartProps(prev){if(prev.length===0)return[];let i=prev.length;loop:while(--i>=0){switch(prev[i].type){case"doc-start":case"explicit-key-ind":case"map-value-ind":case"seq-item-ind":case"newline":break loop}}while(prev[++i]?.type==="space"){}return prev.splice(i,prev.length)}function arrayPushArray(target,source){if(source.length<1e5)Array.prototype.push.apply(target,source);else for(let i=0;i<source.length;++i)target.push(source[i])}function fixFlowSeqItems(fc){if(fc.start.type==="flow-seq-start"){for(const it of fc.items){if(it.sep&&!it.value&&!includesToken(it.start,"explicit-key-ind")&&!includesToken(it.sep,"map-value-ind")){if(it.key)it.value=it.key;delete it.key;if(isFlowToken(it.value)){if(it.value.end)arrayPushArray(it.value.end,it.sep);else it.value.end=it.sep}else arrayPushArray(it.start,it.sep);delete it.sep}}}}var Parser2=class{constructor(onNewLine){this.atNewLine=true;this.atScalar=false;this.indent=0;this.offset=0;this.onKeyLine=false;this.stack=[];this.source="";this.type="";this.lexer=new lexer.Lexer;this.onNewLine=onNewLine}*parse(source,incomplete=false){if(this.onNewLine&&this.offset===0)this.onNewLine(0);for(const lexeme of this.lexer.lex(source,incomplete))yield*this.next(lexeme);if(!incomplete)yield*this.end()}*next(source){this.source=source;if(node_process.env.LOG_TOKENS)console.log("|",cst.prettyToken(source));if(this.atScalar){this.atScalar=false;yield*this.step();this.offset+=source.length;return}const type=cst.tokenType(source);if(!type){const message=`Not a YAML token: ${source}`;yield*this.pop({type:"error",offset:this.offset,message,source});this.offset+=source.length}else if(type==="scalar"){this.atNewLine=false;this.atScalar=true;this.type="scalar"}else{this.type=type;yield*this.step();switch(type){case"newline":this.atNewLine=true;this.indent=0;if(this.onNewLine)this.onNewLine(this.offset+source.length);break;case"space":if(this.atNewLine&&source[0]===" ")this.indent+=source.length;break;case"explicit-key-ind":case"map-value-ind":case"seq-item-ind":if(this.atNewLine)this.indent+=source.length;break;case"doc-mode":case"flow-error-end":return;default:this.atNewLine=false}this.offset+=source.length}}*end(){while(this.stack.length>0)yield*this.pop()}get sourceToken(){const st={type:this.type,offset:this.offset,indent:this.indent,source:this.source};return st}*step(){const top=this.peek(1);if(this.type==="doc-end"&&top?.type!=="doc-end"){while(this.stack.length>0)yield*this.pop();this.stack.push({type:"doc-end",offset:this.offset,source:this.source});return}if(!top)return yield*this.stream();switch(top.type){case"document":return yield*this.document(top);case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":return yield*this.scalar(top);case"block-scalar":return yield*this.blockScalar(top);case"block-map":return yield*this.blockMap(top);case"block-seq":return yield*this.blockSequence(top);case"flow-collection":return yield*this.flowCollection(top);case"doc-end":return yield*this.documentEnd(top)}yield*this.pop()}peek(n){return this.stack[this.stack.length-n]}*pop(error2){const token=error2??this.stack.pop();if(!token){const message="Tried to pop an empty stack";yield{type:"error",offset:this.offset,source:"",message}}else if(this.stack.length===0){yield token}else{const top=this.peek(1);if(token.type==="block-scalar"){token.indent="indent"in top?top.indent:0}else if(token.type==="flow-collection"&&top.type==="document"){token.indent=0}if(token.type==="flow-collection")fixFlowSeqItems(token);switch(top.type){case"document":top.value=token;break;case"block-scalar":top.props.push(token);break;case"block-map":{const it=top.items[top.items.length-1];if(it.value){top.items.push({start:[],key:token,sep:[]});this.onKeyLine=true;return}else if(it.sep){it.value=token}else{Object.assign(it,{key:token,sep:[]});this.onKeyLine=!it.explicitKey;return}break}case"block-seq":{const it=top.items[top.items.length-1];if(it.value)top.items.push({start:[],value:token});else it.value=token;break}case"flow-collection":{const it=top.items[top.items.length-1];if(!it||it.value)top.items.push({start:[],key:token,sep:[]});else if(it.sep)it.value=token;else Object.assign(it,{key:token,sep:[]});return}default:yield*this.pop();yield*this.pop(token)}if((top.type==="document"||top.type==="block-map"||top.type==="block-seq")&&(token.type==="block-map"||token.type==="block-seq")){const last=token.items[token.items.length-1];if(last&&!last.sep&&!last.value&&last.start.length>0&&findNonEmptyIndex(last.start)===-1&&(token.indent===0||last.start.every(st=>st.type!=="comment"||st.indent<token.indent))){if(top.type==="document")top.end=last.start;else top.items.push({start:last.start});token.items.splice(-1,1)}}}}*stream(){switch(this.type){case"directive-line":yield{type:"directive",offset:this.offset,source:this.source};return;case"byte-order-mark":case"space":case"comment":case"newline":yield this.sourceToken;return;case"doc-mode":case"doc-start":{const doc={type:"document",offset:this.offset,start:[]};if(this.type==="doc-start")doc.start.push(this.sourceToken);this.stack.push(doc);return}}yield{type:"error",offset:this.offset,message:`Unexpected ${this.type} token in YAML stream`,source:this.source}}*document(doc){if(doc.value)return yield*this.lineEnd(doc);switch(this.type){case"doc-start":{if(findNonEmptyIndex(doc.start)!==-1){yield*this.pop();yield*this.step()}else doc.start.push(this.sourceToken);return}case"anchor":case"tag":case"space":case"comment":case"newline":doc.start.push(this.sourceToken);return}const bv=this.startBlockValue(doc);if(bv)this.stack.push(bv);else{yield{type:"error",offset:this.offset,message:`Unexpected ${this.type} token in YAML document`,source:this.source}}}*scalar(scalar){if(this.type==="map-value-ind"){const prev=getPrevProps(this.peek(2));const start=getFirstKeyStartProps(prev);let sep;if(scalar.end){sep=scalar.end;sep.push(this.sourceToken);delete scalar.end}else sep=[this.sourceToken];const map={type:"block-map",offset:scalar.offset,indent:scalar.indent,items:[{start,key:scalar,sep}]};this.onKeyLine=true;this.stack[this.stack.length-1]=map}else yield*this.lineEnd(scalar)}*blockScalar(scalar){switch(this.type){case"space":case"comment":case"newline":scalar.props.push(this.sourceToken);return;case"scalar":scalar.source=this.source;this.atNewLine=true;this.indent=0;if(this.onNewLine){let nl=this.source.indexOf("\n")+1;while(nl!==0){this.onNewLine(this.offset+nl);nl=this.source.indexOf("\n",nl)+1}}yield*this.pop();break;default:yield*this.pop();yield*this.step()}}*blockMap(map){const it=map.items[map.items.length-1];switch(this.type){case"newline":this.onKeyLine=false;if(it.value){const end="end"in it.value?it.value.end:void 0;const last=Array.isArray(end)?end[end.length-1]:void 0;if(last?.type==="comment")end?.push(this.sourceToken);else map.items.push({start:[this.sourceToken]})}else if(it.sep){it.sep.push(this.sourceToken)}else{it.start.push(this.sourceToken)}return;case"space":case"comment":if(it.value){map.items.push({start:[this.sourceToken]})}else if(it.sep){it.sep.push(this.sourceToken)}else{if(this.atIndentedComment(it.start,map.indent)){const prev=map.items[map.items.length-2];const end=prev?.value?.end;if(Array.isArray(end)){arrayPushArray(end,it.start);end.push(this.sourceToken);map.items.pop();return}}it.start.push(this.sourceToken)}return}if(this.indent>=map.indent){const atMapIndent=!this.onKeyLine&&this.indent===map.indent;const atNextItem=atMapIndent&&(it.sep||it.explicitKey)&&this.type!=="seq-item-ind";let start=[];if(atNextItem&&it.sep&&!it.value){const nl=[];for(let i=0;i<it.sep.length;++i){const st=it.sep[i];switch(st.type){case"newline":nl.push(i);break;case"space":break;case"comment":if(st.indent>map.indent)nl.length=0;break;default:nl.length=0}}if(nl.length>=2)start=it.sep.splice(nl[1])}switch(this.type){case"anchor":case"tag":if(atNextItem||it.value){start.push(this.sourceToken);map.items.push({start});this.onKeyLine=true}else if(it.sep){it.sep.push(this.sourceToken)}else{it.start.push(this.sourceToken)}return;case"explicit-key-ind":if(!it.sep&&!it.explicitKey){it.start.push(this.sourceToken);it.explicitKey=true}else if(atNextItem||it.value){start.push(this.sourceToken);map.items.push({start,explicitKey:true})}else{this.stack.push({type:"block-map",offset:this.offset,indent:this.indent,items:[{start:[this.sourceToken],explicitKey:true}]})}this.onKeyLine=true;return;case"map-value-ind":if(it.explicitKey){if(!it.sep){if(includesToken(it.start,"newline")){Object.assign(it,{key:null,sep:[this.sourceToken]})}else{const start2=getFirstKeyStartProps(it.start);this.stack.push({type:"block-map",offset:this.offset,indent:this.indent,items:[{start:start2,key:null,sep:[this.sourceToken]}]})}}else if(it.value){map.items.push({start:[],key:null,sep:[this.sourceToken]})}else if(includesToken(it.sep,"map-value-ind")){this.stack.push({type:"block-map",offset:this.offset,indent:this.indent,items:[{start,key:null,sep:[this.sourceToken]}]})}else if(isFlowToken(it.key)&&!includesToken(it.sep,"newline")){const start2=getFirstKeyStartProps(it.start);const key=it.key;const sep=it.sep;sep.push(this.sourceToken);delete it.key;delete it.sep;this.stack.push({type:"block-map",offset:this.offset,indent:this.indent,items:[{start:start2,key,sep}]})}else if(start.length>0){it.sep=it.sep.concat(start,this.sourceToken)}else{it.sep.push(this.sourceToken)}}else{if(!it.sep){Object.assign(it,{key:null,sep:[this.sourceToken]})}else if(it.value||atNextItem){map.items.push({start,key:null,sep:[this.sourceToken]})}else if(includesToken(it.sep,"map-value-ind")){this.stack.push({type:"block-map",offset:this.offset,indent:this.indent,items:[{start:[],key:null,sep:[this.sourceToken]}]})}else{it.sep.push(this.sourceToken)}}this.onKeyLine=true;return;case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":{const fs=this.flowScalar(this.type);if(atNextItem||it.value){map.items.push({start,key:fs,sep:[]});this.onKeyLine=true}else if(it.sep){this.stack.push(fs)}else{Object.assign(it,{key:fs,sep:[]});this.onKeyLine=true}return}default:{const bv=this.startBlockValue(map);if(bv){if(bv.type==="block-seq"){if(!it.explicitKey&&it.sep&&!includesToken(it.sep,"newline")){yield*this.pop({type:"error",offset:this.offset,message:"Unexpected block-seq-ind on same line with key",source:this.source});return}}else if(atMapIndent){map.items.push({start})}this.stack.push(bv);return}}}}yield*this.pop();yield*this.step()}*blockSequence(seq){const it=seq.items[seq.items.length-1];switch(this.type){case"newline":if(it.value){const end="end"in it.value?it.value.end:void 0;const last=Array.isArray(end)?end[end.length-1]:void 0;if(last?.type==="comment")end?.push(this.sourceToken);else seq.items.push({start:[this.sourceToken]})}else it.start.push(this.sourceToken);return;case"space":case"comment":if(it.value)seq.items.push({start:[this.sourceToken]});else{if(this.atIndentedComment(it.start,seq.indent)){const prev=seq.items[seq.items.length-2];const end=prev?.value?.end;if(Array.isArray(end)){arrayPushArray(end,it.start);end.push(this.sourceToken);seq.items.pop();return}}it.start.push(this.sourceToken)}return;case"anchor":case"tag":if(it.value||this.indent<=seq.indent)break;it.start.push(this.sourceToken);return;case"seq-item-ind":if(this.indent!==seq.indent)break;if(it.value||includesToken(it.start,"seq-item-ind"))seq.items.push({start:[this.sourceToken]});else it.start.push(this.sourceToken);return}if(this.indent>seq.indent){const bv=this.startBlockValue(seq);if(bv){this.stack.push(bv);return}}yield*this.pop();yield*this.step()}*flowCollection(fc){const it=fc.items[fc.items.length-1];if(this.type==="flow-error-end"){let top;do{yield*this.pop();top=this.peek(1)}while(top?.type==="flow-collection")}else if(fc.end.length===0){switch(this.type){case"comma":case"explicit-key-ind":if(!it||it.sep)fc.items.push({start:[this.sourceToken]});else it.start.push(this.sourceToken);return;case"map-value-ind":if(!it||it.value)fc.items.push({start:[],key:null,sep:[this.sourceToken]});else if(it.sep)it.sep.push(this.sourceToken);else Object.assign(it,{key:null,sep:[this.sourceToken]});return;case"space":case"comment":case"newline":case"anchor":case"tag":if(!it||it.value)fc.items.push({start:[this.sourceToken]});else if(it.sep)it.sep.push(this.sourceToken);else it.start.push(this.sourceToken);return;case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":{const fs=this.flowScalar(this.type);if(!it||it.value)fc.items.push({start:[],key:fs,sep:[]});else if(it.sep)this.stack.push(fs);else Object.assign(it,{key:fs,sep:[]});return}case"flow-map-end":case"flow-seq-end":fc.end.push(this.sourceToken);return}const bv=this.startBlockValue(fc);if(bv)this.stack.push(bv);else{yield*this.pop();yield*this.step()}}else{const parent=this.peek(2);if(parent.type==="block-map"&&(this.type==="map-value-ind"&&parent.indent===fc.indent||this.type==="newline"&&!parent.items[parent.items.length-1].sep)){yield*this.pop();yield*this.step()}else if(this.type==="map-value-ind"&&parent.type!=="flow-collection"){const prev=getPrevProps(parent);const start=getFirstKeyStartProps(prev);fixFlowSeqItems(fc);const sep=fc.end.splice(1,fc.end.length);sep.push(this.sourceToken);const map={type:"block-map",offset:fc.offset,indent:fc.indent,items:[{start,key:fc,sep}]};this.onKeyLine=true;this.stack[this.stack.length-1]=map}else{yield*this.lineEnd(fc)}}}flowScalar(type){if(this.onNewLine){let nl=this.source.indexOf("\n")+1;while(nl!==0){this.onNewLine(this.offset+nl);nl=this.source.indexOf("\n",nl)+1}}return{type,offset:this.offset,indent:this.indent,source:this.source}}startBlockValue(parent){switch(this.type){case"alias":case"scalar":case"single-quoted-scalar":case"double-quoted-scalar":return this.flowScalar(this.type);case"block-scalar-header":return{type:"block-scalar",offset:this.offset,indent:this.indent,props:[this.sourceToken],source:""};case"flow-map-start":case"flow-seq-start":return{type:"flow-collection",offset:this.offset,indent:this.indent,start:this.sourceToken,items:[],end:[]};case"seq-item-ind":return{type:"block-seq",offset:this.offset,indent:this.indent,items:[{start:[this.sourceToken]}]};case"explicit-key-ind":{this.onKeyLine=true;const prev=getPrevProps(parent);const start=getFirstKeyStartProps(prev);start.push(this.sourceToken);return{type:"block-map",offset:this.offset,indent:this.indent,items:[{start,explicitKey:true}]}}case"map-value-ind":{this.onKeyLine=true;const prev=getPrevProps(parent);const start=getFirstKeyStartProps(prev);return{type:"block-map",offset:this.offset,indent:this.indent,items:[{start,key:null,sep:[this.sourceToken]}]}}}return null}atIndentedComment(start,indent){if(this.type!=="comment")return false;if(this.indent<=indent)return false;return start.every(st=>st.type==="newline"||st.type==="space")}*documentEnd(docEnd){if(this.type!=="doc-mode"){if(docEnd.end)docEnd.end.push(this.sourceToken);else docEnd.end=[this.sourceToken];if(this.type==="newline")yield*this.pop()}}*lineEnd(token){switch(this.type){case"comma":case"doc-start":case"doc-end":case"flow-seq-end":case"flow-map-end":case"map-value-ind":yield*this.pop();yield*this.step();break;case"newline":this.onKeyLine=false;case"space":case"comment":default:if(token.end)token.end.push(this.sourceToken);else token.end=[this.sourceToken];if(this.type==="newline")yield*this.pop()}}};exports.Parser=Parser2}});
// node_modules/yaml/dist/public-api.js
var require_public_api=__commonJS({"node_modules/yaml/dist/public-api.js"(exports){"use strict";var composer=require_composer();var Document=require_Document();var errors=require_errors();var log=require_log();var identity=require_identity();var lineCounter=require_line_counter();var parser=require_parser();function parseOptions(options){const prettyErrors=options.prettyErrors!==false;const lineCounter$1=options.lineCounter||prettyErrors&&new lineCounter.LineCounter||null;return{lineCounter:lineCounter$1,prettyErrors}}function parseAllDocuments(source,options={}){const{lineCounter:lineCounter2,prettyErrors}=parseOptions(options);const parser$1=new parser.Parser(lineCounter2?.addNewLine);const composer$1=new composer.Composer(options);const docs=Array.from(composer$1.compose(parser$1.parse(source)));if(prettyErrors&&lineCounter2)for(const doc of docs){doc.errors.forEach(errors.prettifyError(source,lineCounter2));doc.warnings.forEach(errors.prettifyError(source,lineCounter2))}if(docs.length>0)return docs;return Object.assign([],{empty:true},composer$1.streamInfo())}function parseDocument(source,options={}){const{lineCounter:lineCounter2,prettyErrors}=parseOptions(options);const parser$1=new parser.Parser(lineCounter2?.addNewLine);const composer$1=new composer.Composer(options);let doc=null;for(const _doc of composer$1.compose(parser$1.parse(source),true,source.length)){if(!doc)doc=_doc;else if(doc.options.logLevel!=="silent"){doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0,2),"MULTIPLE_DOCS","Source contains multiple documents; please use YAML.parseAllDocuments()"));break}}if(prettyErrors&&lineCounter2){doc.errors.forEach(errors.prettifyError(source,lineCounter2));doc.warnings.forEach(errors.prettifyError(source,lineCounter2))}return doc}function parse3(src,reviver,options){let _reviver=void 0;if(typeof reviver==="function"){_reviver=reviver}else if(options===void 0&&reviver&&typeof reviver==="object"){options=reviver}const doc=parseDocument(src,options);if(!doc)return null;doc.warnings.forEach(warning=>log.warn(doc.options.logLevel,warning));if(doc.errors.length>0){if(doc.options.logLevel!=="silent")throw doc.errors[0];else doc.errors=[]}return doc.toJS(Object.assign({reviver:_reviver},options))}function stringify(value,replacer,options){let _replacer=null;if(typeof replacer==="function"||Array.isArray(replacer)){_replacer=replacer}else if(options===void 0&&replacer){options=replacer}if(typeof options==="string")options=options.length;if(typeof options==="number"){const indent=Math.round(options);options=indent<1?void 0:indent>8?{indent:8}:{indent}}if(value===void 0){const{keepUndefined}=options??replacer??{};if(!keepUndefined)return void 0}if(identity.isDocument(value)&&!_replacer)return value.toString(options);return new Document.Document(value,_replacer,options).toString(options)}exports.parse=parse3;exports.parseAllDocuments=parseAllDocuments;exports.parseDocument=parseDocument;exports.stringify=stringify}});
// node_modules/yaml/dist/index.js
var require_dist=__commonJS({"node_modules/yaml/dist/index.js"(exports){"use strict";var composer=require_composer();var Document=require_Document();var Schema=require_Schema();var errors=require_errors();var Alias=require_Alias();var identity=require_identity();var Pair=require_Pair();var Scalar=require_Scalar();var YAMLMap=require_YAMLMap();var YAMLSeq=require_YAMLSeq();var cst=require_cst();var lexer=require_lexer();var lineCounter=require_line_counter();var parser=require_parser();var publicApi=require_public_api();var visit2=require_visit();exports.Composer=composer.Composer;exports.Document=Document.Document;exports.Schema=Schema.Schema;exports.YAMLError=errors.YAMLError;exports.YAMLParseError=errors.YAMLParseError;exports.YAMLWarning=errors.YAMLWarning;exports.Alias=Alias.Alias;exports.isAlias=identity.isAlias;exports.isCollection=identity.isCollection;exports.isDocument=identity.isDocument;exports.isMap=identity.isMap;exports.isNode=identity.isNode;exports.isPair=identity.isPair;exports.isScalar=identity.isScalar;exports.isSeq=identity.isSeq;exports.Pair=Pair.Pair;exports.Scalar=Scalar.Scalar;exports.YAMLMap=YAMLMap.YAMLMap;exports.YAMLSeq=YAMLSeq.YAMLSeq;exports.CST=cst;exports.Lexer=lexer.Lexer;exports.LineCounter=lineCounter.LineCounter;exports.Parser=parser.Parser;exports.parse=publicApi.parse;exports.parseAllDocuments=publicApi.parseAllDocuments;exports.parseDocument=publicApi.parseDocument;exports.stringify=publicApi.stringify;exports.visit=visit2.visit;exports.visitAsync=visit2.visitAsync}});
// node_modules/cronstrue/dist/cronstrue.js
var require_cronstrue=__commonJS({"node_modules/cronstrue/dist/cronstrue.js"(exports,module){(function webpackUniversalModuleDefinition(root,factory){if(typeof exports==="object"&&typeof module==="object")module.exports=factory();else if(typeof define==="function"&&define.amd)define("cronstrue",[],factory);else if(typeof exports==="object")exports["cronstrue"]=factory();else root["cronstrue"]=factory()})(globalThis,()=>{return(()=>{"use strict";var __webpack_modules__={6949(__unused_webpack_module,exports2,__webpack_require__2){Object.defineProperty(exports2,"__esModule",{value:true});exports2.CronParser=void 0;var rangeValidator_1=__webpack_require__2(9515);var CronParser=(function(){function CronParser2(expression,dayOfWeekStartIndexZero,monthStartIndexZero){if(dayOfWeekStartIndexZero===void 0){dayOfWeekStartIndexZero=true}if(monthStartIndexZero===void 0){monthStartIndexZero=false}this.expression=expression;this.dayOfWeekStartIndexZero=dayOfWeekStartIndexZero;this.monthStartIndexZero=monthStartIndexZero}CronParser2.prototype.parse=function(){var _a3;var parsed;var expression=(_a3=this.expression)!==null&&_a3!==void 0?_a3:"";if(expression==="@reboot"){parsed=["@reboot","","","","","",""];return parsed}else if(expression.startsWith("@")){var special=this.parseSpecial(this.expression);parsed=this.extractParts(special)}else{parsed=this.extractParts(this.expression)}this.normalize(parsed);this.validate(parsed);return parsed};CronParser2.prototype.parseSpecial=function(expression){var specialExpressions={"@yearly":"0 0 1 JAN *","@annually":"0 0 1 JAN *","@monthly":"0 0 1 * *","@weekly":"0 0 * * SUN","@daily":"0 0 * * *","@midnight":"0 0 * * *","@hourly":"0 * * * *","@reboot":"@reboot"};var special=specialExpressions[expression];if(!special){throw new Error("Unknown special expression.")}return special};CronParser2.prototype.extractParts=function(expression){if(!this.expression){throw new Error("cron expression is empty")}var parsed=expression.trim().split(/[ ]+/);for(var i=0;i<parsed.length;i++){if(parsed[i].includes(",")){var arrayElement=parsed[i].split(",").map(function(item){return item.trim()}).filter(function(item){return item!==""}).map(function(item){return!isNaN(Number(item))?Number(item):item}).filter(function(item){return item!==null&&item!==""});if(arrayElement.length===0){arrayElement.push("*")}arrayElement.sort(function(a,b2){return a!==null&&b2!==null?a-b2:0});parsed[i]=arrayElement.map(function(item){return item!==null?item.toString():""}).join(",")}}if(parsed.length<5){throw new Error("Expression has only ".concat(parsed.length," part").concat(parsed.length==1?"":"s",". At least 5 parts are required."))}else if(parsed.length==5){parsed.unshift("");parsed.push("")}else if(parsed.length==6){var isYearWithNoSecondsPart=/\d{4}$/.test(parsed[5])||parsed[4]=="?"||parsed[2]=="?";if(isYearWithNoSecondsPart){parsed.unshift("")}else{parsed.push("")}}else if(parsed.length>7){throw new Error("Expression has ".concat(parsed.length," parts; too many!"))}return parsed};CronParser2.prototype.normalize=function(expressionParts){var _this=this;expressionParts[3]=expressionParts[3].replace("?","*");expressionParts[5]=expressionParts[5].replace("?","*");expressionParts[2]=expressionParts[2].replace("?","*");if(expressionParts[0].indexOf("0/")==0){expressionParts[0]=expressionParts[0].replace("0/","*/")}if(expressionParts[1].indexOf("0/")==0){expressionParts[1]=expressionParts[1].replace("0/","*/")}if(expressionParts[2].indexOf("0/")==0){expressionParts[2]=expressionParts[2].replace("0/","*/")}if(expressionParts[3].indexOf("1/")==0){expressionParts[3]=expressionParts[3].replace("1/","*/")}if(!this.monthStartIndexZero&&expressionParts[4].indexOf("1/")==0){expressionParts[4]=expressionParts[4].replace("1/","*/")}if(expressionParts[6].indexOf("1/")==0){expressionParts[6]=expressionParts[6].replace("1/","*/")}expressionParts[5]=expressionParts[5].replace(/(^\d+)|([^#/\s\d]\d+)/g,function(t){var dowDigits=t.replace(/\D/,"");var dowDigitsAdjusted=dowDigits;if(_this.dayOfWeekStartIndexZero){if(dowDigits=="7"){dowDigitsAdjusted="0"}}else{dowDigitsAdjusted=(parseInt(dowDigits)-1).toString()}return t.replace(dowDigits,dowDigitsAdjusted)});if(expressionParts[5]=="L"){expressionParts[5]="6"}if(expressionParts[3]=="?"){expressionParts[3]="*"}var weekdayOffsetRegex=/^\d{1,2}W[+-]\d{1,2}$/;if(expressionParts[3].indexOf("W")>-1&&(expressionParts[3].indexOf(",")>-1||/[-+]/.test(expressionParts[3]))&&!weekdayOffsetRegex.test(expressionParts[3])){throw new Error("The 'W' character can be specified only when the day-of-month is a single day, not a range or list of days.")}var days={SUN:0,MON:1,TUE:2,WED:3,THU:4,FRI:5,SAT:6};for(var day in days){expressionParts[5]=expressionParts[5].replace(new RegExp(day,"gi"),days[day].toString())}expressionParts[4]=expressionParts[4].replace(/(^\d{1,2})|([^#/\s\d]\d{1,2})/g,function(t){var dowDigits=t.replace(/\D/,"");var dowDigitsAdjusted=dowDigits;if(_this.monthStartIndexZero){dowDigitsAdjusted=(parseInt(dowDigits)+1).toString()}return t.replace(dowDigits,dowDigitsAdjusted)});var months={JAN:1,FEB:2,MAR:3,APR:4,MAY:5,JUN:6,JUL:7,AUG:8,SEP:9,OCT:10,NOV:11,DEC:12};for(var month in months){expressionParts[4]=expressionParts[4].replace(new RegExp(month,"gi"),months[month].toString())}if(expressionParts[0]=="0"){expressionParts[0]=""}if(!/\*|\-|\,|\//.test(expressionParts[2])&&(/\*|\//.test(expressionParts[1])||/\*|\//.test(expressionParts[0]))){expressionParts[2]+="-".concat(expressionParts[2])}for(var i=0;i<expressionParts.length;i++){if(expressionParts[i].indexOf(",")!=-1){expressionParts[i]=expressionParts[i].split(",").filter(function(str){return str!==""}).join(",")||"*"}if(expressionParts[i]=="*/1"){expressionParts[i]="*"}if(expressionParts[i].indexOf("/")>-1&&!/^\*|\-|\,/.test(expressionParts[i])){var stepRangeThrough=null;switch(i){case 4:stepRangeThrough="12";break;case 5:stepRangeThrough="6";break;case 6:stepRangeThrough="9999";break;default:stepRangeThrough=null;break}if(stepRangeThrough!==null){var parts=expressionParts[i].split("/");expressionParts[i]="".concat(parts[0],"-").concat(stepRangeThrough,"/").concat(parts[1])}}}};CronParser2.prototype.validate=function(parsed){var standardCronPartCharacters="0-9,\\-*/";this.validateOnlyExpectedCharactersFound(parsed[0],standardCronPartCharacters);this.validateOnlyExpectedCharactersFound(parsed[1],standardCronPartCharacters);this.validateOnlyExpectedCharactersFound(parsed[2],standardCronPartCharacters);this.validateOnlyExpectedCharactersFound(parsed[3].replace(/^(\d{1,2}W)[+-]\d{1,2}$/,"$1"),"0-9,\\-*/LW");this.validateOnlyExpectedCharactersFound(parsed[4],standardCronPartCharacters);this.validateOnlyExpectedCharactersFound(parsed[5],"0-9,\\-*/L#");this.validateOnlyExpectedCharactersFound(parsed[6],standardCronPartCharacters);this.validateAnyRanges(parsed)};CronParser2.prototype.validateAnyRanges=function(parsed){parsed.forEach(function(part){return rangeValidator_1.default.stepRange(part)});rangeValidator_1.default.secondRange(parsed[0]);rangeValidator_1.default.minuteRange(parsed[1]);rangeValidator_1.default.hourRange(parsed[2]);rangeValidator_1.default.dayOfMonthRange(parsed[3]);rangeValidator_1.default.monthRange(parsed[4],this.monthStartIndexZero);rangeValidator_1.default.dayOfWeekRange(parsed[5],this.dayOfWeekStartIndexZero)};CronParser2.prototype.validateOnlyExpectedCharactersFound=function(cronPart,allowedCharsExpression){var invalidChars=cronPart.match(new RegExp("[^".concat(allowedCharsExpression,"]+"),"gi"));if(invalidChars&&invalidChars.length){throw new Error("Expression contains invalid values: '".concat(invalidChars.toString(),"'"))}};return CronParser2})();exports2.CronParser=CronParser},8333(__unused_webpack_module,exports2,__webpack_require__2){Object.defineProperty(exports2,"__esModule",{value:true});exports2.ExpressionDescriptor=void 0;var stringUtilities_1=__webpack_require__2(1823);var cronParser_1=__webpack_require__2(6949);var ExpressionDescriptor=(function(){function ExpressionDescriptor2(expression,options){this.expression=expression;this.options=options;this.expressionParts=new Array(5);if(!this.options.locale&&ExpressionDescriptor2.defaultLocale){this.options.locale=ExpressionDescriptor2.defaultLocale}if(!ExpressionDescriptor2.locales[this.options.locale]){var fallBackLocale=Object.keys(ExpressionDescriptor2.locales)[0];console.warn("Locale '".concat(this.options.locale,"' could not be found; falling back to '").concat(fallBackLocale,"'."));this.options.locale=fallBackLocale}this.i18n=ExpressionDescriptor2.locales[this.options.locale];if(options.use24HourTimeFormat===void 0){options.use24HourTimeFormat=this.i18n.use24HourTimeFormatByDefault()}}ExpressionDescriptor2.toString=function(expression,_a3){var _b=_a3===void 0?{}:_a3,_c=_b.throwExceptionOnParseError,throwExceptionOnParseError=_c===void 0?true:_c,_d=_b.verbose,verbose=_d===void 0?false:_d,_e=_b.dayOfWeekStartIndexZero,dayOfWeekStartIndexZero=_e===void 0?true:_e,_f=_b.monthStartIndexZero,monthStartIndexZero=_f===void 0?false:_f,use24HourTimeFormat=_b.use24HourTimeFormat,_g=_b.trimHoursLeadingZero,trimHoursLeadingZero=_g===void 0?false:_g,_h=_b.locale,locale=_h===void 0?null:_h,_j=_b.logicalAndDayFields,logicalAndDayFields=_j===void 0?false:_j;var options={throwExceptionOnParseError,verbose,dayOfWeekStartIndexZero,monthStartIndexZero,use24HourTimeFormat,trimHoursLeadingZero,locale,logicalAndDayFields};if(options.tzOffset){console.warn("'tzOffset' option has been deprecated and is no longer supported.")}var descripter=new ExpressionDescriptor2(expression,options);return descripter.getFullDescription()};ExpressionDescriptor2.initialize=function(localesLoader,defaultLocale){if(defaultLocale===void 0){defaultLocale="en"}ExpressionDescriptor2.specialCharacters=["/","-",",","*"];ExpressionDescriptor2.defaultLocale=defaultLocale;localesLoader.load(ExpressionDescriptor2.locales)};ExpressionDescriptor2.prototype.getFullDescription=function(){var _a3,_b;var description="";try{var parser=new cronParser_1.CronParser(this.expression,this.options.dayOfWeekStartIndexZero,this.options.monthStartIndexZero);this.expressionParts=parser.parse();if(this.expressionParts[0]==="@reboot"){return((_b=(_a3=this.i18n).atReboot)===null||_b===void 0?void 0:_b.call(_a3))||"Run once, at startup"}var timeSegment=this.getTimeOfDayDescription();var dayOfMonthDesc=this.getDayOfMonthDescription();var monthDesc=this.getMonthDescription();var dayOfWeekDesc=this.getDayOfWeekDescription();var yearDesc=this.getYearDescription();description+=timeSegment+dayOfMonthDesc+dayOfWeekDesc+monthDesc+yearDesc;description=this.transformVerbosity(description,!!this.options.verbose);description=description.charAt(0).toLocaleUpperCase()+description.substr(1)}catch(ex){if(!this.options.throwExceptionOnParseError){description=this.i18n.anErrorOccuredWhenGeneratingTheExpressionD()}else{throw"".concat(ex)}}return description};ExpressionDescriptor2.prototype.getTimeOfDayDescription=function(){var secondsExpression=this.expressionParts[0];var minuteExpression=this.expressionParts[1];var hourExpression=this.expressionParts[2];var description="";if(!stringUtilities_1.StringUtilities.containsAny(minuteExpression,ExpressionDescriptor2.specialCharacters)&&!stringUtilities_1.StringUtilities.containsAny(hourExpression,ExpressionDescriptor2.specialCharacters)&&!stringUtilities_1.StringUtilities.containsAny(secondsExpression,ExpressionDescriptor2.specialCharacters)){description+=this.i18n.atSpace()+this.formatTime(hourExpression,minuteExpression,secondsExpression)}else if(!secondsExpression&&minuteExpression.indexOf("-")>-1&&!(minuteExpression.indexOf(",")>-1)&&!(minuteExpression.indexOf("/")>-1)&&!stringUtilities_1.StringUtilities.containsAny(hourExpression,ExpressionDescriptor2.specialCharacters)){var minuteParts=minuteExpression.split("-");description+=stringUtilities_1.StringUtilities.format(this.i18n.everyMinuteBetweenX0AndX1(),this.formatTime(hourExpression,minuteParts[0],""),this.formatTime(hourExpression,minuteParts[1],""))}else if(!secondsExpression&&hourExpression.indexOf(",")>-1&&hourExpression.indexOf("-")==-1&&hourExpression.indexOf("/")==-1&&!stringUtilities_1.StringUtilities.containsAny(minuteExpression,ExpressionDescriptor2.specialCharacters)){var hourParts=hourExpression.split(",");description+=this.i18n.at();for(var i=0;i<hourParts.length;i++){if(description){description+=" "}description+=this.formatTime(hourParts[i],minuteExpression,"");if(i<hourParts.length-2){description+=","}if(i==hourParts.length-2){description+=this.i18n.spaceAnd()}}}else{var secondsDescription=this.getSecondsDescription();var minutesDescription=this.getMinutesDescription();var hoursDescription=this.getHoursDescription();description+=secondsDescription;if(description&&minutesDescription){description+=", "}description+=minutesDescription;if(minutesDescription===hoursDescription){return description}if(description&&hoursDescription){description+=", "}description+=hoursDescription}return description};ExpressionDescriptor2.prototype.getSecondsDescription=function(){var _this=this;var description=this.getSegmentDescription(this.expressionParts[0],this.i18n.everySecond(),function(s3){return s3},function(s3){return stringUtilities_1.StringUtilities.format(_this.i18n.everyX0Seconds(s3),s3)},function(s3){return _this.i18n.secondsX0ThroughX1PastTheMinute()},function(s3){return s3=="0"?"":parseInt(s3)<20?_this.i18n.atX0SecondsPastTheMinute(s3):_this.i18n.atX0SecondsPastTheMinuteGt20()||_this.i18n.atX0SecondsPastTheMinute(s3)},{min:0,max:59});return description};ExpressionDescriptor2.prototype.getMinutesDescription=function(){var _this=this;var secondsExpression=this.expressionParts[0];var hourExpression=this.expressionParts[2];var description=this.getSegmentDescription(this.expressionParts[1],this.i18n.everyMinute(),function(s3){return s3},function(s3){return stringUtilities_1.StringUtilities.format(_this.i18n.everyX0Minutes(s3),s3)},function(s3){return _this.i18n.minutesX0ThroughX1PastTheHour()},function(s3){var _a3,_b;try{return s3=="0"&&hourExpression.indexOf("/")==-1&&secondsExpression==""?_this.i18n.everyHour():s3=="0"?((_b=(_a3=_this.i18n).onTheHour)===null||_b===void 0?void 0:_b.call(_a3))||_this.i18n.atX0MinutesPastTheHour(s3):parseInt(s3)<20?_this.i18n.atX0MinutesPastTheHour(s3):_this.i18n.atX0MinutesPastTheHourGt20()||_this.i18n.atX0MinutesPastTheHour(s3)}catch(e){return _this.i18n.atX0MinutesPastTheHour(s3)}},{min:0,max:59});return description};ExpressionDescriptor2.prototype.getHoursDescription=function(){var _this=this;var expression=this.expressionParts[2];var hourIndex=0;var rangeEndValues=[];expression.split("/")[0].split(",").forEach(function(range){var rangeParts=range.split("-");if(rangeParts.length===2){rangeEndValues.push({value:rangeParts[1],index:hourIndex+1})}hourIndex+=rangeParts.length});var evaluationIndex=0;var description=this.getSegmentDescription(expression,this.i18n.everyHour(),function(s3){var match=rangeEndValues.find(function(r){return r.value===s3&&r.index===evaluationIndex});var isRangeEndWithNonZeroMinute=match&&_this.expressionParts[1]!=="0";evaluationIndex++;return isRangeEndWithNonZeroMinute?_this.formatTime(s3,"59",""):_this.formatTime(s3,"0","")},function(s3){return stringUtilities_1.StringUtilities.format(_this.i18n.everyX0Hours(s3),s3)},function(s3){return _this.i18n.betweenX0AndX1()},function(s3){return _this.i18n.atX0()},{min:0,max:23});return description};ExpressionDescriptor2.prototype.getDayOfWeekDescription=function(dayOfWeekExpression){var _this=this;var _a3,_b;if(dayOfWeekExpression===void 0){dayOfWeekExpression=this.expressionParts[5]}var daysOfWeekNames=this.i18n.daysOfTheWeek();var description=null;if(dayOfWeekExpression=="*"){description=""}else{var dayOfWeekItems=dayOfWeekExpression.split(",");var lastItems=dayOfWeekItems.filter(function(s3){return s3.indexOf("L")>-1});var otherItems=dayOfWeekItems.filter(function(s3){return s3.indexOf("L")===-1});if(lastItems.length>0&&otherItems.length>0){var lastDescription=(_a3=this.getDayOfWeekDescription(lastItems.join(",")))!==null&&_a3!==void 0?_a3:"";return((_b=this.getDayOfWeekDescription(otherItems.join(",")))!==null&&_b!==void 0?_b:"")+"".concat(this.i18n.spaceAnd()," ")+(lastDescription.startsWith(", ")?lastDescription.substring(2):lastDescription)}description=this.getSegmentDescription(dayOfWeekExpression,this.i18n.commaEveryDay(),function(s3,form){var exp=s3;if(s3.indexOf("#")>-1){exp=s3.substring(0,s3.indexOf("#"))}else if(s3.indexOf("L")>-1){exp=exp.replace("L","")}var parsedExp=parseInt(exp);var description2=_this.i18n.daysOfTheWeekInCase?_this.i18n.daysOfTheWeekInCase(form)[parsedExp]:daysOfWeekNames[parsedExp];if(s3.indexOf("#")>-1){var dayOfWeekOfMonthDescription=null;var dayOfWeekOfMonthNumber=s3.substring(s3.indexOf("#")+1);var dayOfWeekNumber=s3.substring(0,s3.indexOf("#"));switch(dayOfWeekOfMonthNumber){case"1":dayOfWeekOfMonthDescription=_this.i18n.first(dayOfWeekNumber);break;case"2":dayOfWeekOfMonthDescription=_this.i18n.second(dayOfWeekNumber);break;case"3":dayOfWeekOfMonthDescription=_this.i18n.third(dayOfWeekNumber);break;case"4":dayOfWeekOfMonthDescription=_this.i18n.fourth(dayOfWeekNumber);break;case"5":dayOfWeekOfMonthDescription=_this.i18n.fifth(dayOfWeekNumber);break}description2=dayOfWeekOfMonthDescription+" "+description2}return description2},function(s3){if(parseInt(s3)==1){return""}else{return stringUtilities_1.StringUtilities.format(_this.i18n.commaEveryX0DaysOfTheWeek(s3),s3)}},function(s3){var beginFrom=s3.substring(0,s3.indexOf("-"));var domSpecified=_this.expressionParts[3]!="*";return domSpecified?_this.i18n.commaAndX0ThroughX1(beginFrom):_this.i18n.commaX0ThroughX1(beginFrom)},function(s3){var format=null;if(s3.indexOf("#")>-1){var dayOfWeekOfMonthNumber=s3.substring(s3.indexOf("#")+1);var dayOfWeek=s3.substring(0,s3.indexOf("#"));format=_this.i18n.commaOnThe(dayOfWeekOfMonthNumber,dayOfWeek).trim()+_this.i18n.spaceX0OfTheMonth()}else if(s3.indexOf("L")>-1){format=_this.i18n.commaOnTheLastX0OfTheMonth(s3.replace("L",""))}else{var domSpecified=_this.expressionParts[3]!="*";if(!domSpecified){format=_this.i18n.commaOnlyOnX0(s3)}else if(_this.options.logicalAndDayFields){format=_this.i18n.commaOnlyOnX0(s3)}else{format=_this.i18n.commaAndOnX0()}}return format})}return description};ExpressionDescriptor2.prototype.getMonthDescription=function(){var _this=this;var monthNames=this.i18n.monthsOfTheYear();var description=this.getSegmentDescription(this.expressionParts[4],"",function(s3,form){return form&&_this.i18n.monthsOfTheYearInCase?_this.i18n.monthsOfTheYearInCase(form)[parseInt(s3)-1]:monthNames[parseInt(s3)-1]},function(s3){if(parseInt(s3)==1){return""}else{return stringUtilities_1.StringUtilities.format(_this.i18n.commaEveryX0Months(s3),s3)}},function(s3){return _this.i18n.commaMonthX0ThroughMonthX1()||_this.i18n.commaX0ThroughX1()},function(s3){return _this.i18n.commaOnlyInMonthX0?_this.i18n.commaOnlyInMonthX0():_this.i18n.commaOnlyInX0()});return description};ExpressionDescriptor2.prototype.getDayOfMonthDescription=function(){var _this=this;var _a3,_b,_c,_d;var description=null;var expression=this.expressionParts[3];switch(expression){case"L":description=this.i18n.commaOnTheLastDayOfTheMonth();break;case"WL":case"LW":description=this.i18n.commaOnTheLastWeekdayOfTheMonth();break;default:var weekDayNumberMatches=expression.match(/^(?:(\d{1,2})W|W(\d{1,2}))(?:([+-])(\d{1,2}))?$/);if(weekDayNumberMatches){var dayNumber=parseInt(weekDayNumberMatches[1]||weekDayNumberMatches[2]);var dayString=dayNumber==1?this.i18n.firstWeekday():stringUtilities_1.StringUtilities.format(this.i18n.weekdayNearestDayX0(),dayNumber.toString());var offsetDays=weekDayNumberMatches[4];if(!offsetDays){description=stringUtilities_1.StringUtilities.format(this.i18n.commaOnTheX0OfTheMonth(),dayString)}else if(weekDayNumberMatches[3]=="-"){description=stringUtilities_1.StringUtilities.format(((_b=(_a3=this.i18n).commaDaysBeforeTheX0OfTheMonth)===null||_b===void 0?void 0:_b.call(_a3,offsetDays))||", %s days before the %s of the month",offsetDays,dayString)}else{description=stringUtilities_1.StringUtilities.format(((_d=(_c=this.i18n).commaDaysAfterTheX0OfTheMonth)===null||_d===void 0?void 0:_d.call(_c,offsetDays))||", %s days after the %s of the month",offsetDays,dayString)}break}else{var lastDayOffSetMatches=expression.match(/L-(\d{1,2})/);if(lastDayOffSetMatches){var offSetDays=lastDayOffSetMatches[1];description=stringUtilities_1.StringUtilities.format(this.i18n.commaDaysBeforeTheLastDayOfTheMonth(offSetDays),offSetDays);break}else if(expression=="*"&&this.expressionParts[5]!="*"){return""}else{description=this.getSegmentDescription(expression,this.i18n.commaEveryDay(),function(s3){return s3=="L"?_this.i18n.lastDay():_this.i18n.dayX0?stringUtilities_1.StringUtilities.format(_this.i18n.dayX0(),s3):s3},function(s3){return s3=="1"?_this.i18n.commaEveryDay():_this.i18n.commaEveryX0Days(s3)},function(s3){return _this.i18n.commaBetweenDayX0AndX1OfTheMonth(s3)},function(s3){return _this.i18n.commaOnDayX0OfTheMonth(s3)})}break}}return description};ExpressionDescriptor2.prototype.getYearDescription=function(){var _this=this;var description=this.getSegmentDescription(this.expressionParts[6],"",function(s3){return/^\d+$/.test(s3)?new Date(parseInt(s3),1).getFullYear().toString():s3},function(s3){return stringUtilities_1.StringUtilities.format(_this.i18n.commaEveryX0Years(s3),s3)},function(s3){return _this.i18n.commaYearX0ThroughYearX1()||_this.i18n.commaX0ThroughX1()},function(s3){return _this.i18n.commaOnlyInYearX0?_this.i18n.commaOnlyInYearX0():_this.i18n.commaOnlyInX0()});return description};ExpressionDescriptor2.prototype.getSegmentDescription=function(expression,allDescription,getSingleItemDescription,getIncrementDescriptionFormat,getRangeDescriptionFormat,getDescriptionFormat,range){var description=null;var doesExpressionContainIncrement=expression.indexOf("/")>-1;var doesExpressionContainRange=expression.indexOf("-")>-1;var doesExpressionContainMultipleValues=expression.indexOf(",")>-1;if(!expression){description=""}else if(expression==="*"){description=allDescription}else if(!doesExpressionContainIncrement&&!doesExpressionContainRange&&!doesExpressionContainMultipleValues){description=stringUtilities_1.StringUtilities.format(getDescriptionFormat(expression),getSingleItemDescription(expression))}else if(doesExpressionContainMultipleValues){var segments=expression.split(",");var descriptionContent="";var conjunction=this.i18n.spaceAnd();for(var i=0;i<segments.length;i++){if(i>0&&segments.length>2){descriptionContent+=",";if(i<segments.length-1){descriptionContent+=" "}}if(i>0&&segments.length>1&&(i==segments.length-1||segments.length==2)){descriptionContent+=conjunction==","&&segments.length>2?" ":"".concat(conjunction," ")}if(segments[i].indexOf("/")>-1||segments[i].indexOf("-")>-1){var isSegmentRangeWithoutIncrement=segments[i].indexOf("-")>-1&&segments[i].indexOf("/")==-1;var currentDescriptionContent=this.getSegmentDescription(segments[i],allDescription,getSingleItemDescription,getIncrementDescriptionFormat,isSegmentRangeWithoutIncrement?this.i18n.commaX0ThroughX1:getRangeDescriptionFormat,getDescriptionFormat);if(isSegmentRangeWithoutIncrement){currentDescriptionContent=currentDescriptionContent.replace(", ","")}else if(i>0&&currentDescriptionContent.startsWith(", ")){currentDescriptionContent=currentDescriptionContent.substring(2)}descriptionContent+=currentDescriptionContent}else if(!doesExpressionContainIncrement){descriptionContent+=getSingleItemDescription(segments[i])}else{var segmentDescription=this.getSegmentDescription(segments[i],allDescription,getSingleItemDescription,getIncrementDescriptionFormat,getRangeDescriptionFormat,getDescriptionFormat);if(i>0&&segmentDescription&&segmentDescription.startsWith(", ")){segmentDescription=segmentDescription.substring(2)}descriptionContent+=segmentDescription}}if(!doesExpressionContainIncrement){description=stringUtilities_1.StringUtilities.format(getDescriptionFormat(expression),descriptionContent)}else{description=descriptionContent}}else if(doesExpressionContainIncrement){var segments=expression.split("/");description=stringUtilities_1.StringUtilities.format(getIncrementDescriptionFormat(segments[1]),segments[1]);if(segments[0].indexOf("-")>-1){var rangeSegmentDescription=this.generateRangeSegmentDescription(segments[0],getRangeDescriptionFormat,getSingleItemDescription);if(rangeSegmentDescription.indexOf(", ")!=0){description+=", "}description+=rangeSegmentDescription}else if(segments[0].indexOf("*")==-1){var rangeItemDescription=stringUtilities_1.StringUtilities.format(getDescriptionFormat(segments[0]),getSingleItemDescription(segments[0]));rangeItemDescription=rangeItemDescription.replace(", ","");description+=stringUtilities_1.StringUtilities.format(this.i18n.commaStartingX0(),rangeItemDescription)}description+=this.getWrappingIncrementDescription(expression,range,allDescription,getSingleItemDescription,getIncrementDescriptionFormat,getRangeDescriptionFormat,getDescriptionFormat)}else if(doesExpressionContainRange){description=this.generateRangeSegmentDescription(expression,getRangeDescriptionFormat,getSingleItemDescription)}return description};ExpressionDescriptor2.prototype.getWrappingIncrementDescription=function(expression,range,allDescription,getSingleItemDescription,getIncrementDescriptionFormat,getRangeDescriptionFormat,getDescriptionFormat){if(!this.options.verbose||!range){return""}var _a3=expression.split("/"),start=_a3[0],stepValue=_a3[1];var step=parseInt(stepValue);var length=range.max-range.min+1;var coversWholeField=start==="*";var isUsableStep=Number.isInteger(step)&&step>1;var dividesEvenly=isUsableStep&&length%step===0;if(!coversWholeField||!isUsableStep||dividesEvenly){return""}var values=[];for(var value=range.min;value<=range.max;value+=step){values.push(value)}if(values.length<2){return""}var valuesDescription=this.getSegmentDescription(values.join(","),allDescription,getSingleItemDescription,getIncrementDescriptionFormat,getRangeDescriptionFormat,getDescriptionFormat);return valuesDescription?", ".concat(valuesDescription):""};ExpressionDescriptor2.prototype.generateRangeSegmentDescription=function(rangeExpression,getRangeDescriptionFormat,getSingleItemDescription){var description="";var rangeSegments=rangeExpression.split("-");var rangeSegment1Description=getSingleItemDescription(rangeSegments[0],1);var rangeSegment2Description=getSingleItemDescription(rangeSegments[1],2);var rangeDescriptionFormat=getRangeDescriptionFormat(rangeExpression);description+=stringUtilities_1.StringUtilities.format(rangeDescriptionFormat,rangeSegment1Description,rangeSegment2Description);return description};ExpressionDescriptor2.prototype.formatTime=function(hourExpression,minuteExpression,secondExpression){var hourOffset=0;var minuteOffset=0;var hour=parseInt(hourExpression)+hourOffset;var minute=parseInt(minuteExpression)+minuteOffset;if(minute>=60){minute-=60;hour+=1}else if(minute<0){minute+=60;hour-=1}if(hour>=24){hour=hour-24}else if(hour<0){hour=24+hour}var period="";var setPeriodBeforeTime=false;if(!this.options.use24HourTimeFormat){setPeriodBeforeTime=!!(this.i18n.setPeriodBeforeTime&&this.i18n.setPeriodBeforeTime());period=setPeriodBeforeTime?"".concat(this.getPeriod(hour)," "):" ".concat(this.getPeriod(hour));if(hour>12){hour-=12}if(hour===0){hour=12}}var second="";if(secondExpression){second=":".concat(("00"+secondExpression).substring(secondExpression.length))}var hourStr=hour.toString();var paddedHour=("00"+hourStr).substring(hourStr.length);var minuteStr=minute.toString();var paddedMinute=("00"+minuteStr).substring(minuteStr.length);var displayHour=this.options.trimHoursLeadingZero?hourStr:paddedHour;return"".concat(setPeriodBeforeTime?period:"").concat(displayHour,":").concat(paddedMinute).concat(second).concat(!setPeriodBeforeTime?period:"")};ExpressionDescriptor2.prototype.transformVerbosity=function(description,useVerboseFormat){if(!useVerboseFormat){description=description.replace(new RegExp(", ".concat(this.i18n.everyMinute(),"(?!\\s*[\\p{L}\\p{N}])"),"gu"),"");description=description.replace(new RegExp(", ".concat(this.i18n.everyHour(),"(?!\\s*[\\p{L}\\p{N}])"),"gu"),"");description=description.replace(new RegExp("".concat(this.i18n.commaEveryDay(),"(?!\\s*[\\p{L}\\p{N}])"),"gu"),"");description=description.replace(/\, ?$/,"");if(this.i18n.conciseVerbosityReplacements){for(var _i=0,_a3=Object.entries(this.i18n.conciseVerbosityReplacements());_i<_a3.length;_i++){var _b=_a3[_i],key=_b[0],value=_b[1];description=description.replace(new RegExp(key,"g"),value)}}}return description};ExpressionDescriptor2.prototype.getPeriod=function(hour){return hour>=12?this.i18n.pm&&this.i18n.pm()||"PM":this.i18n.am&&this.i18n.am()||"AM"};ExpressionDescriptor2.locales={};return ExpressionDescriptor2})();exports2.ExpressionDescriptor=ExpressionDescriptor},3747(__unused_webpack_module,exports2,__webpack_require__2){Object.defineProperty(exports2,"__esModule",{value:true});exports2.enLocaleLoader=void 0;var en_1=__webpack_require__2(9486);var enLocaleLoader=(function(){function enLocaleLoader2(){}enLocaleLoader2.prototype.load=function(availableLocales){availableLocales["en"]=new en_1.en};return enLocaleLoader2})();exports2.enLocaleLoader=enLocaleLoader},9486(__unused_webpack_module,exports2){Object.defineProperty(exports2,"__esModule",{value:true});exports2.en=void 0;var isOne=function(s3){return Number(s3)===1};var en=(function(){function en2(){}en2.prototype.atX0SecondsPastTheMinuteGt20=function(){return null};en2.prototype.atX0MinutesPastTheHourGt20=function(){return null};en2.prototype.commaMonthX0ThroughMonthX1=function(){return null};en2.prototype.commaYearX0ThroughYearX1=function(){return null};en2.prototype.use24HourTimeFormatByDefault=function(){return false};en2.prototype.anErrorOccuredWhenGeneratingTheExpressionD=function(){return"An error occurred when generating the expression description. Check the cron expression syntax."};en2.prototype.everyMinute=function(){return"every minute"};en2.prototype.everyHour=function(){return"every hour"};en2.prototype.atSpace=function(){return"At "};en2.prototype.everyMinuteBetweenX0AndX1=function(){return"Every minute between %s and %s"};en2.prototype.at=function(){return"At"};en2.prototype.spaceAnd=function(){return" and"};en2.prototype.everySecond=function(){return"every second"};en2.prototype.everyX0Seconds=function(s3){return isOne(s3)?"every %s second":"every %s seconds"};en2.prototype.secondsX0ThroughX1PastTheMinute=function(){return"seconds %s through %s past the minute"};en2.prototype.atX0SecondsPastTheMinute=function(s3){return isOne(s3)?"at %s second past the minute":"at %s seconds past the minute"};en2.prototype.everyX0Minutes=function(s3){return isOne(s3)?"every %s minute":"every %s minutes"};en2.prototype.minutesX0ThroughX1PastTheHour=function(){return"minutes %s through %s past the hour"};en2.prototype.atX0MinutesPastTheHour=function(s3){return isOne(s3)?"at %s minute past the hour":"at %s minutes past the hour"};en2.prototype.everyX0Hours=function(s3){return isOne(s3)?"every %s hour":"every %s hours"};en2.prototype.betweenX0AndX1=function(){return"between %s and %s"};en2.prototype.atX0=function(){return"at %s"};en2.prototype.commaEveryDay=function(){return", every day"};en2.prototype.commaEveryX0DaysOfTheWeek=function(){return", every %s days of the week"};en2.prototype.commaX0ThroughX1=function(){return", %s through %s"};en2.prototype.commaAndX0ThroughX1=function(){return", %s through %s"};en2.prototype.first=function(){return"first"};en2.prototype.second=function(){return"second"};en2.prototype.third=function(){return"third"};en2.prototype.fourth=function(){return"fourth"};en2.prototype.fifth=function(){return"fifth"};en2.prototype.commaOnThe=function(){return", on the "};en2.prototype.spaceX0OfTheMonth=function(){return" %s of the month"};en2.prototype.lastDay=function(){return"the last day"};en2.prototype.commaOnTheLastX0OfTheMonth=function(){return", on the last %s of the month"};en2.prototype.commaOnlyOnX0=function(){return", only on %s"};en2.prototype.commaAndOnX0=function(){return", and on %s"};en2.prototype.commaEveryX0Months=function(){return", every %s months"};en2.prototype.commaOnlyInX0=function(){return", only in %s"};en2.prototype.commaOnTheLastDayOfTheMonth=function(){return", on the last day of the month"};en2.prototype.commaOnTheLastWeekdayOfTheMonth=function(){return", on the last weekday of the month"};en2.prototype.commaDaysBeforeTheLastDayOfTheMonth=function(s3){return isOne(s3)?", %s day before the last day of the month":", %s days before the last day of the month"};en2.prototype.firstWeekday=function(){return"first weekday"};en2.prototype.weekdayNearestDayX0=function(){return"weekday nearest day %s"};en2.prototype.commaOnTheX0OfTheMonth=function(){return", on the %s of the month"};en2.prototype.commaDaysBeforeTheX0OfTheMonth=function(s3){return isOne(s3)?", %s day before the %s of the month":", %s days before the %s of the month"};en2.prototype.commaDaysAfterTheX0OfTheMonth=function(s3){return isOne(s3)?", %s day after the %s of the month":", %s days after the %s of the month"};en2.prototype.commaEveryX0Days=function(){return", every %s days in a month"};en2.prototype.commaBetweenDayX0AndX1OfTheMonth=function(){return", between day %s and %s of the month"};en2.prototype.commaOnDayX0OfTheMonth=function(){return", on day %s of the month"};en2.prototype.commaEveryHour=function(){return", every hour"};en2.prototype.commaEveryX0Years=function(s3){return isOne(s3)?", every %s year":", every %s years"};en2.prototype.commaStartingX0=function(){return", starting %s"};en2.prototype.daysOfTheWeek=function(){return["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"]};en2.prototype.monthsOfTheYear=function(){return["January","February","March","April","May","June","July","August","September","October","November","December"]};en2.prototype.atReboot=function(){return"Run once, at startup"};en2.prototype.onTheHour=function(){return"on the hour"};return en2})();exports2.en=en},9515(__unused_webpack_module,exports2){Object.defineProperty(exports2,"__esModule",{value:true});function assert2(value,message){if(!value){throw new Error(message)}}function rangeValues(part){var values=[];if(!isNaN(parseInt(part,10))){values.push(parseInt(part,10));var range=part.match(/^\d+-(-?\d+)/);if(range){values.push(parseInt(range[1],10))}}return values}var RangeValidator=(function(){function RangeValidator2(){}RangeValidator2.stepRange=function(parse3){var parsed=parse3.split(",");for(var i=0;i<parsed.length;i++){var step=parsed[i].split("/")[1];assert2(step===void 0||!/^0+$/.test(step),"step value must be greater than 0")}};RangeValidator2.secondRange=function(parse3){var parsed=parse3.split(",");for(var i=0;i<parsed.length;i++){for(var _i=0,_a3=rangeValues(parsed[i]);_i<_a3.length;_i++){var second=_a3[_i];assert2(second>=0&&second<=59,"seconds part must be >= 0 and <= 59")}}};RangeValidator2.minuteRange=function(parse3){var parsed=parse3.split(",");for(var i=0;i<parsed.length;i++){for(var _i=0,_a3=rangeValues(parsed[i]);_i<_a3.length;_i++){var minute=_a3[_i];assert2(minute>=0&&minute<=59,"minutes part must be >= 0 and <= 59")}}};RangeValidator2.hourRange=function(parse3){var parsed=parse3.split(",");for(var i=0;i<parsed.length;i++){for(var _i=0,_a3=rangeValues(parsed[i]);_i<_a3.length;_i++){var hour=_a3[_i];assert2(hour>=0&&hour<=23,"hours part must be >= 0 and <= 23")}}};RangeValidator2.dayOfMonthRange=function(parse3){var parsed=parse3.split(",");for(var i=0;i<parsed.length;i++){for(var _i=0,_a3=rangeValues(parsed[i]);_i<_a3.length;_i++){var dayOfMonth=_a3[_i];assert2(dayOfMonth>=1&&dayOfMonth<=31,"DOM part must be >= 1 and <= 31")}}};RangeValidator2.monthRange=function(parse3,monthStartIndexZero){var parsed=parse3.split(",");for(var i=0;i<parsed.length;i++){for(var _i=0,_a3=rangeValues(parsed[i]);_i<_a3.length;_i++){var month=_a3[_i];assert2(month>=1&&month<=12,monthStartIndexZero?"month part must be >= 0 and <= 11":"month part must be >= 1 and <= 12")}}};RangeValidator2.dayOfWeekRange=function(parse3,dayOfWeekStartIndexZero){var parsed=parse3.split(",");for(var i=0;i<parsed.length;i++){if(parsed[i].indexOf("#")>-1){var nthString=parsed[i].substring(parsed[i].indexOf("#")+1);assert2(/^[1-5]$/.test(nthString),"DOW nth weekday must be >= 1 and <= 5")}for(var _i=0,_a3=rangeValues(parsed[i]);_i<_a3.length;_i++){var dayOfWeek=_a3[_i];assert2(dayOfWeek>=0&&dayOfWeek<=6,dayOfWeekStartIndexZero?"DOW part must be >= 0 and <= 6":"DOW part must be >= 1 and <= 7")}}};return RangeValidator2})();exports2["default"]=RangeValidator},1823(__unused_webpack_module,exports2){Object.defineProperty(exports2,"__esModule",{value:true});exports2.StringUtilities=void 0;var StringUtilities=(function(){function StringUtilities2(){}StringUtilities2.format=function(template){var values=[];for(var _i=1;_i<arguments.length;_i++){values[_i-1]=arguments[_i]}return template.replace(/%s/g,function(substring){var args=[];for(var _i2=1;_i2<arguments.length;_i2++){args[_i2-1]=arguments[_i2]}return values.shift()})};StringUtilities2.containsAny=function(text,searchStrings){return searchStrings.some(function(c2){return text.indexOf(c2)>-1})};return StringUtilities2})();exports2.StringUtilities=StringUtilities}};var __webpack_module_cache__={};function __webpack_require__(moduleId){var cachedModule=__webpack_module_cache__[moduleId];if(cachedModule!==void 0){return cachedModule.exports}var module2=__webpack_module_cache__[moduleId]={exports:{}};__webpack_modules__[moduleId](module2,module2.exports,__webpack_require__);return module2.exports}var __webpack_exports__={};(()=>{var exports2=__webpack_exports__;Object.defineProperty(exports2,"__esModule",{value:true});exports2.toString=void 0;var expressionDescriptor_1=__webpack_require__(8333);var enLocaleLoader_1=__webpack_require__(3747);expressionDescriptor_1.ExpressionDescriptor.initialize(new enLocaleLoader_1.enLocaleLoader);exports2["default"]=expressionDescriptor_1.ExpressionDescriptor;var cronstrue_toString=expressionDescriptor_1.ExpressionDescriptor.toString;exports2.toString=cronstrue_toString})();return __webpack_exports__})()})}});
// src/flow/kestra-version.ts
var versionOf = (text) => {
  const numbers2 = /^v?(\d+)\.(\d+)/.exec(text);
  return numbers2 === null ? { major: Number.MAX_SAFE_INTEGER, minor: 0 } : { major: Number(numbers2[1]), minor: Number(numbers2[2]) };
};
var isAtLeast = (version2, major, minor) => version2 !== void 0 && (version2.major > major || version2.major === major && version2.minor >= minor);

// src/yaml/map-value.ts
var isMapValue = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var valueAt = (value, path) => path.reduce(
  (at, step) => typeof at === "object" && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : void 0,
  value
);
var isAtOrBelow = (path, above) => path.length >= above.length && above.every((step, index) => path[index] === step);
var textsIn = (value, isEntered = () => true) => {
  const texts = [];
  const visit2 = (node2, path) => {
    if (typeof node2 === "string") texts.push({ text: node2, path });
    if (typeof node2 !== "object" || node2 === null) return;
    for (const [key, child] of entriesOf(node2)) if (isEntered(node2, key, path)) visit2(child, [...path, key]);
  };
  visit2(value, []);
  return texts;
};
var mapsIn = (list, path) => Array.isArray(list) ? list.flatMap((value, index) => isMapValue(value) ? [{ value, path: [...path, index] }] : []) : [];
var mapNodes = (value) => {
  const nodes = [];
  const visit2 = (current, path) => {
    if (typeof current !== "object" || current === null) return;
    if (isMapValue(current)) nodes.push({ path, value: current });
    for (const [key, child] of entriesOf(current)) visit2(child, [...path, key]);
  };
  visit2(value, []);
  return nodes;
};
var entriesOf = (value) => Array.isArray(value) ? value.map((child, index) => [index, child]) : Object.entries(value);
var isTrue = (value) => typeof value === "string" ? /^(?:true|True|TRUE)$/.test(value.trim()) : value === true || Number.isInteger(value) && value !== 0;
var isFalse = (value) => typeof value === "string" ? /^(?:false|False|FALSE)$/.test(value.trim()) : value === false || value === 0;
var isDisabled = (value) => isMapValue(value) && isTrue(value["disabled"]);
var neverRuns = (flow, path) => {
  let at = flow;
  for (const step of path) {
    if (step === "description") return true;
    at = valueAt(at, [step]);
    if (isDisabled(at)) return true;
  }
  return false;
};

// src/suites/looks-like-suite.ts
var isInSuiteFolder = (file) => /(?:^|\/)(?:tests|_tests|smoke)\/[^/]+$/.test(file);
var hasLinesOfSuite = (file, source) => {
  const hasCases = /^["']?testCases["']?[ \t]*:/m.test(source);
  const hasFlow = /^["']?flowId["']?[ \t]*:/m.test(source);
  return hasCases && hasFlow || isInSuiteFolder(file) && (hasCases || hasFlow);
};
var looksLikeSuite = (file, value) => {
  if (!isMapValue(value)) return false;
  const has = (key) => Object.hasOwn(value, key);
  if (has("testCases") && has("flowId")) return true;
  if (has("tasks")) return false;
  const inFolder = isInSuiteFolder(file);
  if (has("testCases")) return inFolder ? has("id") || has("namespace") : has("id") && has("namespace");
  return inFolder && has("flowId") && (has("id") || has("namespace"));
};

// src/text/json.ts
var parseJson = (text) => {
  try {
    return JSON.parse(text);
  } catch (error2) {
    if (error2 instanceof SyntaxError) return void 0;
    throw error2;
  }
};
var plainText = (value) => typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
var STRING = new RegExp('"[[^"\\\\\\p{Cc}]\\u007f-\\u009f]*(?:\\\\(?:["\\\\\\/bfnrt]|u[0-9a-fA-F]{4})[[^"\\\\\\p{Cc}]\\u007f-\\u009f]*)*"', "vy");

// src/suites/suite.ts
var ASSERTION_OPERATORS = [
  "isNull",
  "isNotNull",
  "endsWith",
  "startsWith",
  "equalTo",
  "contains",
  "notEqualTo",
  "greaterThan",
  "greaterThanOrEqualTo",
  "lessThan",
  "lessThanOrEqualTo",
  "in",
  "notIn"
];
var readSuite = (file, document, namespace2 = document.namespace ?? "") => {
  const value = isMapValue(document.value) ? document.value : {};
  return {
    file,
    use: isSmokeFile(file) ? "smoke" : "test",
    namespace: namespace2,
    id: document.id ?? "",
    flowId: document.textOf(["flowId"]) ?? "",
    isDisabled: isDisabled(value),
    cases: mapsIn(value["testCases"], ["testCases"]).map((item) => readCase(document, item)),
    document
  };
};
var isSmokeFile = (file) => /(?:^|\/)smoke\/[^/]+$/.test(file);
var readCase = (document, { value, path }) => {
  const fixtures = isMapValue(value["fixtures"]) ? value["fixtures"] : {};
  const at = [...path, "fixtures"];
  return {
    ...placed(document, path),
    id: document.textOf([...path, "id"]) ?? "",
    isDisabled: isDisabled(value),
    inputs: mapOf(fixtures["inputs"]),
    files: mapOf(fixtures["files"]),
    tasks: mapsIn(fixtures["tasks"], [...at, "tasks"]).map((item) => readTaskFixture(document, item)),
    trigger: readTriggerFixture(document, fixtures["trigger"], [...at, "trigger"]),
    assertions: mapsIn(value["assertions"], [...path, "assertions"]).map((item) => readAssertion(document, item)),
    expectedState: readState(document, [...path, "expectedState"])
  };
};
var readTaskFixture = (document, { value, path }) => ({
  ...placed(document, path),
  id: document.textOf([...path, "id"]) ?? "",
  value: document.textOf([...path, "value"]),
  state: document.textOf([...path, "state"]) ?? "SUCCESS",
  outputs: isMapValue(value["outputs"]) ? value["outputs"] : void 0
});
var readTriggerFixture = (document, value, path) => isMapValue(value) ? {
  ...placed(document, path),
  id: document.textOf([...path, "id"]) ?? "",
  variables: mapOf(value["variables"])
} : void 0;
var readState = (document, path) => {
  const state = document.textOf(path);
  return state === void 0 ? void 0 : { state, position: placed(document, path).position };
};
var readAssertion = (document, { value, path }) => ({
  ...placed(document, path),
  value: isNothing(value["value"]) ? "" : storedText(document, value["value"], [...path, "value"]),
  taskId: document.textOf([...path, "taskId"]),
  errorMessage: document.textOf([...path, "errorMessage"]),
  description: document.textOf([...path, "description"]),
  checks: ASSERTION_OPERATORS.filter((operator) => !isNothing(value[operator])).map((operator) => {
    const at = [...path, operator];
    return { ...placed(document, at), operator, text: storedText(document, value[operator], at) };
  })
});
var isNothing = (value) => value === void 0 || value === null;
var storedText = (document, value, path) => document.writtenTextOf(path) ?? plainText(value);
var placed = (document, path) => ({
  path,
  position: document.positionOf(path, "key") ?? { line: 1, column: 1 }
});
var mapOf = (value) => isMapValue(value) ? value : {};

// src/yaml/yaml-document.ts
var import_yaml4 = __toESM(require_dist(), 1);

// src/text/memoize.ts
var memoize = (make) => {
  const made = /* @__PURE__ */ new Map();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
};

// src/yaml/compose.ts
var import_yaml3 = __toESM(require_dist(), 1);

// src/yaml/lexemes.ts
var import_yaml = __toESM(require_dist(), 1);
function* lexemesOf(source) {
  let [offset, depth, nextHeader, header, isScalar5] = [0, 0, "", "", false];
  for (const text of new import_yaml.Lexer().lex(source)) {
    if (!isScalar5 && isMark(text)) {
      isScalar5 = text === SCALAR_FOLLOWS;
      continue;
    }
    const type = isScalar5 ? scalarType(nextHeader) : import_yaml.CST.tokenType(text);
    if (type === "block") header = nextHeader;
    else if (type !== "space" && type !== "newline") header = "";
    yield { type, text, offset, next: source.charAt(offset + text.length), isInBrackets: depth > 0, header };
    if (type === "block-scalar-header") nextHeader = text;
    else if (isScalar5) nextHeader = "";
    depth += depthOf(type);
    offset += text.length;
    isScalar5 = false;
  }
}
var SCALAR_FOLLOWS = "";
var isMark = (text) => text === "" || text === "" || text === SCALAR_FOLLOWS;
var scalarType = (header) => header === "" ? "plain" : "block";
var depthOf = (type) => {
  if (type === "flow-map-start" || type === "flow-seq-start") return 1;
  return type === "flow-map-end" || type === "flow-seq-end" ? -1 : 0;
};
var findAmbiguity = (source) => {
  if (!MAY_HAVE.test(source)) return void 0;
  for (const lexeme of lexemesOf(source)) {
    const message = RULES.find(({ isBroken }) => isBroken(lexeme))?.message;
    if (message !== void 0) {
      const start = lexeme.offset;
      return { code: "yaml-read-two-ways", message, start, end: start + Math.min(lexeme.text.length, MAX_SHOWN) };
    }
  }
  return void 0;
};
var MAX_SHOWN = 80;
var MAY_HAVE = /\uFEFF|(?:^|\n)%TAG|(?:^|[\r\n,:?{[-])[ \t]*(?:[&*]\S|[!?])|[\r\n,{[][ \t]*:|\\\r?\n[ \t]*\r?\n|[|>][+-]?[1-9]/;
var RULES = [
  {
    isBroken: ({ type, offset, next }) => type === "byte-order-mark" && (offset > 0 || next === " "),
    message: "An invisible byte-order mark (U+FEFF) is here; Kestra reads it as a part of the text. Remove it."
  },
  {
    isBroken: ({ type, text }) => (type === "anchor" || type === "alias") && /[:,[\]{}/.*&]/.test(text.slice(1)),
    message: "Kestra's parser ends the name of an anchor or alias at this character and reads on after it: letters, digits, - and _ are safe. A text that begins with & or * needs quotes."
  },
  {
    isBroken: ({ type, text, next }) => type === "tag" && !(SAFE_TAG.test(text) && /^\s?$/.test(next)),
    message: "Kestra's parser reads this tag differently: write tags such as `!!str` with a blank after them. A text that begins with ! needs quotes."
  },
  {
    isBroken: ({ type, text }) => type === "directive-line" && text.startsWith("%TAG"),
    message: "This directive gives tags another meaning, and parsers read it differently. Remove it."
  },
  {
    isBroken: ({ type, text, isInBrackets }) => type === "explicit-key-ind" || type === "plain" && isInBrackets && /^[?:]/.test(text),
    message: "This character marks a key without a name, which parsers read in different ways: put the text, or the key, in quotes."
  },
  {
    isBroken: ({ type, text }) => type === "double-quoted-scalar" && /\\\r?\n[ \t]*\r?\n/.test(text),
    message: "Kestra's parser keeps the empty line after this backslash at the end of a line: write \\n for it."
  },
  {
    isBroken: ({ type, next, header }) => type === "space" && /^[\r\n]?$/.test(next) && /[1-9]/.test(header),
    message: "Kestra's parser reads these blanks after the text as a part of it: remove them."
  }
];
var SAFE_TAG = /^(?:![\w-]*|(?:!!|!<tag:yaml\.org,2002:)(?!float|binary)[\w-]*>?)$/;
var UNPRINTABLE = /[^\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
var findRefusedCharacter = (source) => {
  const start = source.search(UNPRINTABLE);
  if (start !== -1) {
    const message2 = "This control character is not allowed in YAML; Kestra's parser refuses the file.";
    return { code: "yaml-syntax", message: message2, start, end: start + 1 };
  }
  const tab = source.includes("	") ? findRefusedTab(source) : void 0;
  if (tab === void 0) return void 0;
  const message = "Kestra's parser refuses a tab here; only spaces may separate the parts of a line.";
  return { code: "tab-indentation", message, start: tab, end: tab + 1 };
};
var findRefusedTab = (source) => {
  let isAfterPlain = false;
  for (const { type, text, offset } of lexemesOf(source)) {
    if (type === "space" && !isAfterPlain && text.includes("	")) return offset + text.indexOf("	");
    isAfterPlain = type === "plain" || type === "block" || isAfterPlain && type === "space";
  }
  return void 0;
};

// src/yaml/plain-value.ts
var import_yaml2 = __toESM(require_dist(), 1);

// src/text/lists.ts
var joined = (items) => items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

// src/yaml/scalar.ts
var parseScalar = (node2) => {
  const written = writtenText(node2);
  if (node2.tag === "!") return written === " " ? NOTHING : parsePlainScalar(written);
  if (node2.tag !== void 0) return parseTaggedScalar(written, node2.tag);
  return node2.type === "PLAIN" ? parsePlainScalar(written) : asText(written);
};
var writtenText = (node2) => blockScalarText(node2) ?? node2.source ?? "";
var BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
var TRUE = /^(?:y|yes|true|on)$/i;
var NULL = /^(?:~|null|Null|NULL)$/;
var INTEGER = /^[-+]?(?:0b_*[01][01_]*|0_*[0-7][0-7_]*|0|[1-9][0-9_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*)$/;
var FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?)$/;
var MALFORMED = /^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
var TYPED_START = /^[-+.~0-9yYnNtTfFoO]/;
var parsePlainScalar = (written) => {
  if (!TYPED_START.test(written)) return asText(written);
  if (BOOLEAN.test(written)) return asBoolean(written);
  if (NULL.test(written)) return NOTHING;
  if (INTEGER.test(written)) return asInteger(written);
  if (FLOAT.test(written)) return asFloat(written);
  return MALFORMED.test(written) ? { value: written, text: written, isMalformed: true } : asText(written);
};
var parseTaggedScalar = (written, tag) => {
  const type = tag.replace("tag:yaml.org,2002:", "");
  if (written === "" || type === "str") return asText(written);
  if (type === "null") return NOTHING;
  if (type === "bool" && /^(?:y|n|yes|no|on|off|true|false)$/i.test(written)) return asBoolean(written);
  if (type === "int" && INTEGER.test(written)) return asInteger(written);
  if (type === "float" && (FLOAT.test(written) || INTEGER.test(written))) return asFloat(written);
  return asText(written);
};
var NOTHING = { value: null, text: void 0 };
var asText = (written) => ({ value: written, text: written });
var asBoolean = (written) => {
  const value = TRUE.test(written);
  return { value, text: String(value) };
};
var asInteger = (written) => {
  const isNegative = written.startsWith("-");
  const digits = written.replace(/^[-+]/, "").replaceAll("_", "");
  const isOctal = /^0[0-9]/.test(digits);
  const magnitude = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  const exact = isNegative ? -magnitude : magnitude;
  return { value: Number(exact), text: exact.toString() };
};
var asFloat = (written) => {
  const value = Number(written.replaceAll("_", ""));
  return Number.isNaN(value) ? { ...asText(written), isMalformed: true } : { value, text: javaDoubleText(value) };
};
var javaDoubleText = (value) => {
  const magnitude = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (magnitude === Number.POSITIVE_INFINITY) return `${sign}Infinity`;
  if (magnitude === 0) return `${sign}0.0`;
  if (magnitude >= 1e-3 && magnitude < 1e7) return sign + withPoint(magnitude.toString());
  const [mantissa = "", exponent = ""] = magnitude.toExponential().split("e");
  return `${sign}${withPoint(mantissa)}E${Number(exponent)}`;
};
var withPoint = (digits) => digits.includes(".") ? digits : `${digits}.0`;
var blockScalarText = ({ srcToken }) => {
  if (srcToken?.type !== "block-scalar") return void 0;
  const header = srcToken.props.find(isHeader)?.source ?? "";
  const { source: body, indent: columnAround } = srcToken;
  const isFolded = header.startsWith(">");
  let [text, lastBreak, breaks, previous] = ["", "", "", ""];
  for (const { content, lineBreak } of linesOf(body, indentationOf(header, body, columnAround))) {
    if (content === "") {
      breaks += lineBreak;
      continue;
    }
    const isJoined = isFolded && lastBreak !== "" && !startsBlank(previous) && !startsBlank(content);
    text += (isJoined ? joint(breaks) : lastBreak + breaks) + content;
    [lastBreak, breaks, previous] = [lineBreak, "", content];
  }
  if (header.includes("-")) return text;
  return text + lastBreak + (header.includes("+") ? breaks : "");
};
var isHeader = (token) => token.type === "block-scalar-header";
var joint = (breaks) => breaks === "" ? " " : breaks;
var startsBlank = (content) => content.startsWith(" ") || content.startsWith("	");
var indentationOf = (header, body, columnAround) => {
  const least = Math.max(columnAround + 1, 1);
  const stated = /[1-9]/.exec(header)?.[0];
  if (stated !== void 0) return least + Number(stated) - 1;
  let most = least;
  for (const line of body.split("\n")) {
    const blanks = blanksOf(line);
    most = Math.max(most, blanks);
    if (!/^\r?$/.test(line.slice(blanks))) break;
  }
  return most;
};
var blanksOf = (line) => /^ */.exec(line)?.[0].length ?? 0;
function* linesOf(body, indentation) {
  let left = body.length;
  for (const line of body.split("\n")) {
    left -= line.length + 1;
    const content = line.slice(Math.min(blanksOf(line), indentation));
    yield { content: content.endsWith("\r") ? content.slice(0, -1) : content, lineBreak: left < 0 ? "" : "\n" };
  }
}

// src/yaml/plain-value.ts
var toPlainValue = (node2, remarks) => {
  if ((0, import_yaml2.isMap)(node2)) return mapValue(node2, remarks);
  if ((0, import_yaml2.isSeq)(node2)) {
    return node2.items.map(
      (item) => (0, import_yaml2.isMap)(item) ? mapValue(item, remarks, { isItem: true }) : toPlainValue(item, remarks)
    );
  }
  if ((0, import_yaml2.isAlias)(node2)) {
    const message = `Kestra does not expand aliases: the value is the text "${node2.source}".`;
    remarks.add("alias-not-expanded", message, offsetOf(node2));
    return node2.source;
  }
  if (!(0, import_yaml2.isScalar)(node2)) return "";
  const { value, isMalformed } = parseScalar(node2);
  if (isMalformed) {
    const message = `Kestra's parser reads ${node2.source} as a number and then fails on it.`;
    remarks.add("unreadable-number", message, offsetOf(node2));
  }
  return value;
};
var keyText = (pair) => (0, import_yaml2.isScalar)(pair.key) ? writtenText(pair.key) : void 0;
var offsetOf = (node2) => (0, import_yaml2.isNode)(node2) ? node2.range?.[0] ?? 0 : 0;
var mapValue = (node2, remarks, { isItem = false } = {}) => {
  const result = {};
  const repeated2 = [];
  const offsets = /* @__PURE__ */ new Map();
  for (const pair of node2.items) {
    const key = keyText(pair);
    const offset = offsetOf(pair.key);
    if (key === void 0) {
      const isExpression = remarks.source.slice(offset - 1).startsWith("{{");
      remarks.add("complex-key", isExpression ? BARE_EXPRESSION : COMPLEX_KEY, offset);
      continue;
    }
    const earlier = offsets.get(key);
    if (earlier !== void 0) repeated2.push({ key, earlier, later: offset });
    offsets.set(key, offset);
    const value = toPlainValue(pair.value, remarks);
    if (key === "__proto__")
      Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
    else result[key] = value;
  }
  remarkRepeated(repeated2, isItem ? offsets.keys().next().value : void 0, remarks);
  return result;
};
var COMPLEX_KEY = "A key must be text; Kestra's parser refuses anything else.";
var BARE_EXPRESSION = "An expression `{{ \u2026 }}` needs quotes here: without them YAML reads a map in it.";
var remarkRepeated = (repeated2, firstOfItem, { lines, add }) => {
  const [first, ...others] = repeated2;
  if (first !== void 0 && others.length > 0 && first.key === firstOfItem) {
    const keys = joined([...new Set(repeated2.map(({ key }) => `"${key}"`))]);
    const message = `${keys} are set twice in one item, again from line ${lines.lineAt(first.later)} on; Kestra refuses to save that. The "- " of the next item is probably missing there.`;
    add("duplicate-key", message, first.later);
    return;
  }
  for (const { key, earlier, later } of repeated2) {
    const message = `"${key}" is set twice, on lines ${lines.lineAt(earlier)} and ${lines.lineAt(later)}; Kestra refuses to save that.`;
    add("duplicate-key", message, later);
  }
};
var findNode = (root, path) => {
  let node2 = root;
  for (const step of path) {
    if ((0, import_yaml2.isMap)(node2)) node2 = findPair(node2, step)?.value;
    else if ((0, import_yaml2.isSeq)(node2) && typeof step === "number") node2 = node2.items[step];
    else return void 0;
  }
  return (0, import_yaml2.isNode)(node2) ? node2 : void 0;
};
var findKey = (root, path) => {
  const parent = findNode(root, path.slice(0, -1));
  const step = path.at(-1);
  if (!(0, import_yaml2.isMap)(parent) || step === void 0) return findNode(root, path);
  const key = findPair(parent, step)?.key;
  return (0, import_yaml2.isNode)(key) ? key : void 0;
};
var findPair = (map, step) => {
  const pairs = indexes.get(map) ?? new Map(map.items.map((pair) => [keyText(pair), pair]));
  indexes.set(map, pairs);
  return pairs.get(String(step));
};
var indexes = /* @__PURE__ */ new WeakMap();

// src/text/compare.ts
var compareText = (a, b2) => {
  if (a === b2) return 0;
  return a < b2 ? -1 : 1;
};
var offsetsOf = (part, text) => {
  const found = [];
  if (part === "") return found;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) found.push(at);
  return found;
};
var firstIndex = (length, isReached) => {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = from + to >>> 1;
    if (isReached(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
};

// src/yaml/source-text.ts
var LineIndex = class {
  #source;
  #known;
  constructor(source) {
    this.#source = source;
  }
  /** The position of `start`, or the range from `start` to `end` (after the last character). */
  positionAt(start, end) {
    const from = this.#pointAt(start);
    if (end === void 0) return from;
    const to = this.#pointAt(end);
    return { ...from, endLine: to.line, endColumn: to.column };
  }
  /** The line of an offset, from 1. */
  lineAt(offset) {
    const starts = this.#starts;
    const behind = firstIndex(starts.length, (line) => (starts[line] ?? 0) > offset);
    return Math.max(1, behind);
  }
  /** The offset of a line and column, both from 1. Values outside the text give the nearest offset. */
  offsetAt(line, column) {
    const { length } = this.#source;
    return Math.min((this.#starts[line - 1] ?? length) + column - 1, length);
  }
  get #starts() {
    this.#known ??= lineStarts(this.#source);
    return this.#known;
  }
  #pointAt(offset) {
    const line = this.lineAt(offset);
    const hidden = line === 1 && this.#source.startsWith("\uFEFF") ? 1 : 0;
    return { line, column: Math.max(offset - (this.#starts[line - 1] ?? 0) - hidden, 0) + 1 };
  }
};
var lineStarts = (source) => [0, ...offsetsOf("\n", source).map((at) => at + 1)];
var lineStart = (source, offset) => source.lastIndexOf("\n", offset - 1) + 1;
var applyEdits = (source, edits) => {
  const pieces = [];
  let from = 0;
  for (const { range, text } of edits.toReversed().toSorted((a, b2) => a.range.start - b2.range.start)) {
    pieces.push(source.slice(from, range.start), text);
    from = range.end;
  }
  return [...pieces, source.slice(from)].join("");
};
var offsetsBefore = (edits) => {
  let shift = 0;
  const changes = edits.toSorted((a, b2) => a.range.start - b2.range.start).map(({ range, text }) => {
    const start = range.start + shift;
    shift += text.length - (range.end - range.start);
    return { range, start, end: start + text.length };
  });
  return (offset) => {
    const last = changes[firstIndex(changes.length, (index) => (changes[index]?.start ?? 0) > offset) - 1];
    if (last === void 0) return offset;
    return offset < last.end ? last.range.start : last.range.end + offset - last.end;
  };
};
var HIDDEN = /\r(?!\n)|[\u0085\u2028\u2029]/g;
var withLinesOfKestra = (text) => text.replace(HIDDEN, "\n");

// src/yaml/yaml-mistake.ts
var yamlMistake = (source, error2) => {
  const at = error2.pos[0];
  const lexemes = [...lexemesOf(source)].filter(({ offset }) => offset <= at);
  return findOpenQuote(lexemes, source, error2) ?? findOpenBracket(lexemes, error2) ?? findInLine(source, lineStart(source, at)) ?? findOnNextLine(lexemes, source, error2) ?? findIndentation(source, error2) ?? { message: yamlText(error2), offset: at };
};
var lineAt = (source, start) => source.slice(start, `${source}
`.indexOf("\n", start));
var isQuoted = ({ type }) => type === "double-quoted-scalar" || type === "single-quoted-scalar";
var KEY_WITHIN = /\n[ ]*(?:- +)?[\w.-]+:(?:[ \n]|$)/;
var findOpenQuote = (lexemes, source, error2) => {
  const quoted2 = lexemes.findLast(isQuoted);
  if (quoted2 === void 0) return void 0;
  const [at] = error2.pos;
  const { offset, text } = quoted2;
  const isEndless = error2.message.startsWith("Missing closing");
  const end = offset + text.length;
  if (text.startsWith("'") && end === at && /\w/.test(source.charAt(end)))
    return {
      message: "An apostrophe in a text in single quotes is written twice (''); or write double quotes.",
      offset: end - 1
    };
  const endsHere = lineStart(source, end) === lineStart(source, at) || end > at;
  if (!isEndless && !(endsHere && KEY_WITHIN.test(text))) return void 0;
  return { message: "The quote that opens here is not closed.", offset };
};
var OPEN_BRACKET = /^(?:Flow (?:map|sequence)|Block-?flow).*(?:end with|must be)/;
var findOpenBracket = (lexemes, { message }) => {
  if (!OPEN_BRACKET.test(message)) return void 0;
  const open2 = [];
  for (const { type, offset: offset2 } of lexemes) {
    if (type === "flow-map-start" || type === "flow-seq-start") open2.push(offset2);
    if (type === "flow-map-end" || type === "flow-seq-end") open2.pop();
  }
  const offset = open2.at(-1);
  return offset === void 0 ? void 0 : { message: "The bracket that opens here is not closed.", offset };
};
var OTHER_BLANK = /[\u00A0\u2000-\u200B\u202F\u3000]/;
var findInLine = (source, start) => {
  const line = lineAt(source, start);
  const blank = line.search(OTHER_BLANK);
  if (blank !== -1)
    return {
      message: "This is not a space but another blank (such as a no-break space): write a space.",
      offset: start + blank
    };
  const tab = /^ *\t/.exec(line);
  if (tab !== null)
    return { message: "Tabs cannot indent in YAML: use spaces.", offset: start + tab[0].length - 1, isTab: true };
  const dash = /^ *-(?=[\w"'])(?!-|\d)/.exec(line);
  if (dash !== null && line.includes(":"))
    return { message: "A space is missing after the dash.", offset: start + dash[0].length - 1 };
  const colon = /^ *(?:- +)?[A-Za-z][\w-]*:(?=[^\s:/])/.exec(line);
  if (colon === null || /: |:$/.test(line)) return void 0;
  return { message: "A space is missing after the colon.", offset: start + colon[0].length - 1 };
};
var findOnNextLine = (lexemes, source, { code }) => {
  const last = lexemes.at(-1);
  if (code !== "BLOCK_AS_IMPLICIT_KEY" && code !== "MULTILINE_IMPLICIT_KEY") return void 0;
  if (last?.type !== "plain" || !last.text.includes("\n")) return void 0;
  const start = lineStart(source, last.offset);
  if (/^ *(?:- +)?$/.test(source.slice(start, last.offset)))
    return { message: 'A colon is missing: this line is not a "key: value".', offset: last.offset };
  const next = last.offset + last.text.indexOf("\n") + 1;
  return { message: WRONGLY_INDENTED, offset: next + (/^ */.exec(source.slice(next))?.[0].length ?? 0) };
};
var WRONGLY_INDENTED = "This line is indented wrongly: entries of one list or map begin in the same column.";
var findIndentation = (source, { code, message, pos: [at] }) => {
  const start = lineStart(source, at);
  const line = lineAt(source, start);
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  if (at > start + indent || !/^ *(?:- +)?[\w."'-]+ *:(?: |$)/.test(line)) return void 0;
  const isIndentation = code === "BLOCK_AS_IMPLICIT_KEY" || /^(?:Sequence item without -|All (?:collection|mapping))/.test(message);
  return isIndentation ? { message: WRONGLY_INDENTED, offset: start + indent } : void 0;
};
var MESSAGES = {
  ALIAS_PROPS: "An alias (`*name`) can have neither an anchor nor a tag.",
  BAD_ALIAS: "This is not a valid alias (`*name`) or anchor (`&name`): a text that begins with * or & needs quotes.",
  BAD_COLLECTION_TYPE: "This tag (`!name`) belongs to another type of value.",
  BAD_DIRECTIVE: "A line that begins with % is a YAML directive, and this one is unknown: a text that begins with % needs quotes.",
  BAD_DQ_ESCAPE: "A backslash in double quotes begins an escape, and this one is not valid: write \\\\, or use single quotes.",
  BAD_INDENT: "The indentation is wrong: entries of one list or map begin in the same column.",
  BAD_PROP_ORDER: "An anchor or a tag is in the wrong place.",
  BAD_SCALAR_START: "A text cannot begin with this character: put it in quotes.",
  BLOCK_AS_IMPLICIT_KEY: 'There is one colon too many on this line: a text with ": " needs quotes, and nested keys need a separate line.',
  BLOCK_IN_FLOW: "Between { } or [ ] a comma is missing, or an indented block is where none is allowed.",
  DUPLICATE_KEY: "This key appears twice.",
  KEY_OVER_1024_CHARS: "This key is longer than 1,024 characters: is a colon or a quote missing?",
  MULTILINE_IMPLICIT_KEY: "A key must be on one line: is the colon after a key, or a quote, missing before this place?",
  MULTIPLE_ANCHORS: "A value can have one anchor.",
  MULTIPLE_TAGS: "A value can have one tag.",
  NON_STRING_KEY: "This key is not text.",
  TAB_AS_INDENT: "Tabs cannot indent in YAML: use spaces.",
  TAG_RESOLVE_FAILED: "This tag (`!name`) is unknown, or does not fit the value after it."
};
var MESSAGES_BY_BEGINNING = [
  [/^Implicit map keys need/, "A colon is missing after this key, or its line is indented wrongly."],
  [/^Missing closing/, "A quote is not closed."],
  [/^Missing ,/, "A comma is missing between two entries of { } or [ ]."],
  [/^Missing space after :/, "A space is missing after the colon."],
  [/^(?:Flow (?:map|sequence)|Block-?flow).*end with/, "A bracket is not closed, or is closed in the wrong column."],
  [/^Sequence item without -/, 'This entry of a list does not begin with "- ".'],
  [
    /^(?:Unexpected|Not a YAML token)/,
    "This is not allowed here: is a quote, a comma, a bracket or a line break missing before this place?"
  ],
  [/^Block scalar header/, "No text may follow | or > on the same line: the text begins on the next line."]
];
var UNKNOWN = "From here on this cannot be read as YAML.";
var yamlText = ({ code, message }) => MESSAGES_BY_BEGINNING.find(([beginning]) => beginning.test(message))?.[1] ?? MESSAGES[code] ?? UNKNOWN;

// src/yaml/compose.ts
var ComposedYaml = class {
  source;
  /** The lines as editors, Git and GitHub count them. */
  lines;
  /** The source with the line ends of Kestra, at the same length. Nearly always equal to the source. */
  #read;
  #known;
  constructor(source) {
    this.source = source;
    this.lines = new LineIndex(source);
    this.#read = withLinesOfKestra(source);
  }
  /** The offset of a line and column as Kestra counts them; `undefined` if Kestra and editors count alike. */
  offsetOfKestra(line, column) {
    return this.#read === this.source ? void 0 : new LineIndex(this.#read).offsetAt(line, column);
  }
  get contents() {
    this.#known ??= read(this.#read, this.lines);
    return this.#known;
  }
};
var read = (text, lines) => {
  const documents = composeDocuments(text);
  const syntax = syntaxFindings(text, documents, lines);
  const isReadable = !syntax.some(({ isFatal }) => isFatal);
  const remarks = [];
  const add = (code, message, offset) => {
    remarks.push({ code, message, position: lines.positionAt(offset), isFatal: false });
  };
  const root = documents?.[0]?.contents;
  const value = isReadable ? toPlainValue(root, { source: text, lines, add }) : void 0;
  return { root, syntax, isReadable, value, remarks };
};
var COMPOSE_OPTIONS = {
  version: "1.1",
  schema: "failsafe",
  merge: false,
  uniqueKeys: false,
  keepSourceTokens: true
};
var composeDocuments = (source) => {
  try {
    const documents = [...new import_yaml3.Composer(COMPOSE_OPTIONS).compose(new import_yaml3.Parser().parse(source), true, source.length)];
    for (const document of documents) dropTokens(document);
    return documents;
  } catch (error2) {
    if (error2 instanceof RangeError) return void 0;
    throw error2;
  }
};
var dropTokens = (document) => (0, import_yaml3.visit)(document, {
  Pair: (_2, pair) => {
    Object.assign(pair, NO_TOKENS);
  },
  Node: (_2, node2) => {
    if (node2.srcToken?.type !== "block-scalar") Object.assign(node2, NO_TOKENS);
  }
});
var NO_TOKENS = { srcToken: void 0 };
var syntaxFindings = (source, documents, lines) => {
  const finding = ({ code, message: message2, start, end }, isFatal) => ({
    code,
    message: message2,
    position: lines.positionAt(start, end),
    isFatal
  });
  const message = "The document is nested too deep to be read.";
  if (!documents) return [finding({ code: "nested-too-deep", message, start: 0 }, true)];
  const [first, ...others] = documents;
  const errors = first?.errors ?? [];
  const conflict = errors.length === 0 ? void 0 : findMergeConflict(source);
  if (conflict !== void 0) return [finding(conflict, true)];
  const fault = findMistake(source, errors) ?? findRefusedCharacter(source) ?? findAmbiguity(source);
  const second = others.find((document) => !isEmptyDocument(document));
  return [
    ...fault === void 0 ? [] : [finding(fault, true)],
    ...second === void 0 ? [] : [finding(severalDocuments(second), false)]
  ];
};
var YAML_CODES = /* @__PURE__ */ new Map([
  ["TAB_AS_INDENT", "tab-indentation"],
  ["RESOURCE_EXHAUSTION", "nested-too-deep"]
]);
var TOLERATED = /^Comments must be separated/;
var findMistake = (source, errors) => {
  const refused = errors.filter(({ message: message2 }) => !TOLERATED.test(message2));
  const [first] = refused.toSorted((a, b2) => a.pos[0] - b2.pos[0]);
  if (first === void 0) return void 0;
  const { message, offset, isTab } = yamlMistake(source, first);
  const code = isTab ? "tab-indentation" : YAML_CODES.get(first.code) ?? "yaml-syntax";
  return { code, message, start: offset };
};
var severalDocuments = ({ contents, range }) => ({
  code: "several-documents",
  message: "A second document begins here; Kestra reads the first and ignores the rest.",
  start: contents?.range?.[0] ?? range[0]
});
var isEmptyDocument = ({ contents }) => contents === null || (0, import_yaml3.isScalar)(contents) && contents.source === "";
var findMergeConflict = (text) => {
  const found = /^<{7}(?: .*)?\r?$[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: .*)?\r?$/m.exec(text);
  if (found === null) return void 0;
  const from = text.slice(0, found.index).split("\n").length;
  const to = from + found[0].split("\n").length - 1;
  const message = `Lines ${from} to ${to} are an unresolved merge conflict of Git.`;
  return { code: "merge-conflict", message, start: found.index };
};

// src/yaml/yaml-document.ts
var YamlDocument = class _YamlDocument {
  source;
  #composed;
  #origin;
  /** Only for `parseYaml` and `withEdits`. */
  constructor(composed, origin) {
    this.source = composed.source;
    this.#composed = composed;
    this.#origin = origin;
  }
  /** The text of the file, to which positions refer. */
  get sourceInFile() {
    return this.#origin?.document.sourceInFile ?? this.source;
  }
  /** Plain data (maps, lists, scalars); `undefined` if the document is not readable. */
  get value() {
    return this.#composed.contents.value;
  }
  /** The root node of the YAML library, for edits of the source; its ranges are offsets of `source`. */
  get root() {
    return this.#composed.contents.root;
  }
  /** False after a fatal syntax finding; then there is no `value`. */
  get isReadable() {
    return this.#composed.contents.isReadable;
  }
  get documentFindings() {
    return this.#origin?.document.documentFindings ?? [...this.#composed.contents.syntax, ...this.#composed.contents.remarks];
  }
  /** The id as Kestra stores it: `id: off` is `"false"`. `undefined` if the key is absent or not a scalar. */
  get id() {
    return this.textOf(["id"]);
  }
  get namespace() {
    return this.textOf(["namespace"]);
  }
  /** A scalar as Kestra converts it to text (`012` is `"10"`, `1.10` is `"1.1"`); `undefined` for anything else. */
  textOf(path) {
    const value = valueAt(this.value, path);
    if (typeof value === "string" && value !== "") return value;
    if (value === void 0 || value === null || typeof value === "object") return void 0;
    const node2 = findNode(this.#composed.contents.root, path);
    if ((0, import_yaml4.isAlias)(node2)) return node2.source;
    if (node2 === void 0) return "";
    return (0, import_yaml4.isScalar)(node2) ? parseScalar(node2).text : void 0;
  }
  /** A scalar as written, without its quotes (`1.10` is `"1.10"`); `undefined` for anything else. */
  writtenTextOf(path) {
    const node2 = findNode(this.#composed.contents.root, path);
    return (0, import_yaml4.isScalar)(node2) ? writtenText(node2) : this.textOf(path);
  }
  /** The range of a value as written, including quotes; `undefined` if the path is not in the document. */
  rangeOf(path) {
    const range = findNode(this.#composed.contents.root, path)?.range;
    return range ? { start: range[0], end: range[1] } : void 0;
  }
  /** The position of a value (default) or of its key; `undefined` if the path is not in the document. */
  positionOf(path, part = "value") {
    const { root } = this.#composed.contents;
    const node2 = part === "key" ? findKey(root, path) : findNode(root, path);
    return node2?.range ? this.#place(node2.range[0], (0, import_yaml4.isScalar)(node2) ? node2.range[1] : void 0) : void 0;
  }
  /** The position of a range of the source. */
  positionAt({ start, end }) {
    return this.#place(start, end);
  }
  /** The position of a line and column of the source, as a server reports them for the sent text. */
  positionAtLine(line, column) {
    const offset = this.#composed.offsetOfKestra(line, column);
    if (this.#origin === void 0 && offset === void 0) return { line, column };
    return this.#place(offset ?? this.#composed.lines.offsetAt(line, column));
  }
  /** Returns the same flow with edits of the text to send. `parse` reads the new text. Findings stay those of the file. */
  withEdits(edits, parse3 = parseYaml) {
    if (edits.length === 0) return this;
    const composed = parse3(applyEdits(this.source, edits)).#composed;
    return new _YamlDocument(composed, { document: this, offsetOf: offsetsBefore(edits) });
  }
  #place(start, end) {
    const origin = this.#origin;
    if (origin === void 0) return this.#composed.lines.positionAt(start, end);
    return origin.document.#place(origin.offsetOf(start), end === void 0 ? void 0 : origin.offsetOf(end));
  }
};
var parseYaml = (source) => new YamlDocument(new ComposedYaml(source));

// src/finding/problem.ts
var comparePlaces = (a, b2) => compareValues(a.file ?? "", b2.file ?? "") || compareValues(a.line ?? 0, b2.line ?? 0) || compareValues(a.column ?? 0, b2.column ?? 0);
var compareValues = (a, b2) => a < b2 ? -1 : Number(a > b2);
var REFUSED = { severity: "error", isDecidedByServer: true };
var UNAVOIDABLE = { severity: "error", isUnavoidable: true };
var FAILS_WHEN_RUN = { severity: "warning", failsAtRunTime: true };

// src/finding/codes/flow-codes.ts
var flowCodes = {
  "missing-property": {
    ...REFUSED,
    title: "A required property is missing",
    why: "A flow needs `id`, `namespace` and `tasks`; a dashboard needs an `id`, although some servers accept one without; every task, trigger and chart needs `id` and `type`."
  },
  "empty-tasks": {
    ...REFUSED,
    title: "The flow has no task",
    why: "Kestra refuses a flow whose `tasks` is missing or empty.",
    fix: "Add at least one task."
  },
  "wrong-shape": {
    ...REFUSED,
    title: "A property has the wrong shape",
    why: "For example a text instead of a list of tasks. The server cannot read the flow.",
    fix: "Write a list with `- ` before each entry, and a map with one `key: value` on a line."
  },
  "invalid-id": {
    ...REFUSED,
    title: "An id that Kestra does not accept",
    why: "Flow and task ids start with a letter or digit and hold only letters, digits, `.`, `_` and `-`; a flow id has at most 100 characters.",
    fix: "Rename it."
  },
  "invalid-namespace": {
    ...REFUSED,
    title: "A namespace that Kestra does not accept",
    why: "A namespace starts with a lower-case letter or digit and holds only lower-case letters, digits, `.`, `_` and `-`; at most 150 characters.",
    fix: "Rename it, in lower case.",
    isOfVersion: true
  },
  "reserved-id": {
    ...REFUSED,
    title: "A flow id that the server reserves",
    why: "The id is a word of a URL of the server, for instance `search` or `pause`.",
    fix: "Rename the flow.",
    versions: "1.0\u20131.3",
    isOfVersion: true
  },
  "name-is-a-route": {
    ...UNAVOIDABLE,
    title: "A flow or dashboard whose name is another route of Kestra's API",
    why: "A literal route wins over `/flows/{namespace}/{id}` and `/dashboards/{id}`: `DELETE /flows/delete/by-query` does not delete the flow `by-query` of the namespace `delete` but every flow of the tenant. The name counts as it is deployed, with `namespace-map`. Resources with one of these names that only the server has are skipped and named in a notice.",
    fix: "Give it another name."
  },
  "duplicate-id": {
    ...REFUSED,
    title: "Two tasks, triggers, inputs, outputs or charts with one id",
    why: "Ids must be unique in the whole flow, at every nesting, and in a dashboard.",
    fix: "Rename one of them."
  },
  "unknown-dag-dependency": {
    ...REFUSED,
    title: "A Dag task that depends on a task that is not in the Dag",
    why: "Every id in `dependsOn` must be a task of the same Dag.",
    fix: "Correct the id, or add the task."
  },
  "dag-cycle": {
    ...REFUSED,
    title: "Tasks of a Dag that wait for each other in a circle",
    why: "Kestra refuses a Dag in which a task waits for itself, directly or through others. It does not check the cases of a Switch: there the execution never ends.",
    fix: "Remove one of the dependencies of the circle."
  },
  "not-runnable": {
    ...REFUSED,
    title: "A task that a WorkingDirectory cannot run",
    why: "The tasks of a WorkingDirectory run on one worker: none may hold other tasks, call a flow, pause or change the execution. Kestra refuses the flow. It does not check the cases of a Switch, nor before 2.0 a Dag: there the task fails.",
    fix: "Move the task out of the WorkingDirectory."
  },
  "self-call": {
    ...REFUSED,
    title: "A flow that calls itself",
    why: "Kestra refuses a Subflow task that points at its own flow.",
    fix: "Call another flow, or use a loop task."
  },
  "system-label": {
    ...REFUSED,
    title: "A label that only Kestra may set",
    why: "Keys that start with `system.` are refused, except `system.readOnly`.",
    fix: "Use another key."
  },
  "invalid-cron": {
    ...REFUSED,
    title: "A cron expression out of range",
    why: "The Schedule trigger needs five fields (or a nickname such as `@daily`), each inside its range.",
    fix: 'Write five fields, for example `"0 6 * * *"`, or a nickname such as `@daily`.'
  },
  "flow-too-large": {
    ...UNAVOIDABLE,
    title: "A flow of more than 500 KiB",
    why: "Above about 510 KiB a server answers 500 and yet stores the flow, which later breaks other operations; over 3,145,728 characters it cannot be read at all.",
    fix: "Move scripts and data into namespace files, or split the flow."
  },
  "two-masters": {
    severity: "warning",
    title: "A flow that syncs flows or files from Git by itself",
    why: "A Git sync task on the server and this deployment would overwrite each other in the same namespace.",
    fix: "Keep one of the two, or give them different namespaces."
  },
  "clones-this-repository": {
    severity: "info",
    title: "A flow that clones this repository when it runs",
    why: "It gets the branch as it is at run time, whether or not that was deployed, and needs credentials for Git. Namespace files are deployed with the flow.",
    fix: "Put what the flow needs into a files folder (docs/layouts.md), and read it with `namespaceFiles: { enabled: true }`."
  },
  "possible-secret": {
    severity: "warning",
    title: "A value that looks like a credential",
    why: "Everyone who can read the repository or the flow can read it. The value is never printed here.",
    fix: "Replace it by {{ secret('NAME') }} and revoke the old one."
  },
  "invalid-default": {
    ...FAILS_WHEN_RUN,
    title: "A default that its input does not accept",
    why: "The default is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`. Kestra stores the flow; each execution without another value fails before it starts. A `prefill` is only shown in forms, so it is an info.",
    fix: "Correct the default, or the type of the input."
  },
  "unknown-flow": {
    ...FAILS_WHEN_RUN,
    title: "A call of a flow that exists nowhere",
    why: "Neither this tree nor the server has the flow that is called: the task fails. Without a server this is an info, because the server may have it.",
    fix: "Correct the namespace or id, or add the flow."
  },
  "flow-cycle": {
    severity: "warning",
    title: "Flows that call each other in a circle",
    why: "These flows can start each other without end; servers from 2.0 on may refuse them.",
    fix: "Break the circle, or guard it with a condition."
  }
};

// src/finding/codes/layout-codes.ts
var layoutCodes = {
  // The layout of a tree: skipped files, and flows that get the namespace of their folder.
  template: {
    severity: "warning",
    title: "A template, not a flow",
    why: "It has marks of Jinja, Helm, Terraform or ERB where Kestra allows no expression. No server would accept it, so it is skipped.",
    fix: "Render it first, and deploy the result with `allow-dirty`; name the templates in `exclude`."
  },
  "flow-outside-root": {
    severity: "warning",
    title: "A flow outside the flows folders",
    why: "The file looks like a flow, but it is in none of the flows folders that were found. It is neither deployed nor deleted.",
    fix: "Move it into a flows folder, or name it in `include` of `.kestra/gitops.yml`."
  },
  "flow-in-samples": {
    severity: "info",
    title: "Flows in a folder of samples",
    why: "Below `docs`, `examples`, `tests`, `__tests__`, `fixtures`, `testdata` and `test` below `src` flows are samples or test data; they are neither deployed nor deleted.",
    fix: "Name the folder in `include` of `.kestra/gitops.yml`, or as a `root`, if its flows are intended for the server."
  },
  "namespace-of-folder": {
    severity: "info",
    title: "A flow that goes to the namespace of its folder",
    why: "`namespace-from: folder` is set, and the folder names another namespace than the YAML; the line is rewritten in the text that is sent. References to other flows do not change.",
    fix: "Write the namespace of the folder into the file."
  },
  "namespace-not-of-folder": {
    severity: "warning",
    title: "Flows that git.SyncFlows would put into another namespace",
    why: "git.SyncFlows ignores the namespace in the YAML: it takes `targetNamespace` and the folders below `_flows`. Here the YAML decides, so after the switch these flows are created in another namespace.",
    fix: "Set `namespace-from: folder` and `namespace` to the targetNamespace to keep its behaviour; or set `namespace-not-of-folder: off` in `severities` if the folders only group the flows."
  },
  "files-left-out": {
    severity: "warning",
    title: "A folder that may hold namespace files",
    why: "It has a usual name of a files folder and is next to flows or folders of namespaces, but its namespace is not certain. Its files are neither deployed nor deleted. For `scripts`, and for other folders in `kestra`, this is a notice.",
    fix: "Name it in `files` of `.kestra/gitops.yml`, e.g. `files: ['scripts => company.team']`, or in `exclude`."
  },
  "other-repository": {
    severity: "warning",
    title: "Flows of another repository in the work tree",
    why: "A submodule, a nested clone or a nested work tree in this checkout holds flows. Git records at most its commit, so its files are neither deployed nor deleted.",
    fix: "Deploy them from their own repository; or copy the files into this one; or name the folder in `exclude`."
  },
  // Previews of pull requests.
  "preview-not-possible": {
    severity: "error",
    title: "A flow that cannot be previewed",
    why: "A preview writes another namespace into the text of a flow and leaves its triggers out. This is not possible if the remaining text would not be read as the same flow without its triggers, or if the namespace is not plain text. The flow would run twice.",
    fix: "Write `triggers:` on a line of its own, with the list below it, and the namespace as plain text."
  },
  "preview-reaches-out": {
    severity: "warning",
    title: "A flow of a preview that reaches out of it",
    why: "References to resources in Git lead into the preview. This one leads to a flow, a file or a key that is not in Git, or whose name is known only at run time. Or the task changes something outside its own execution, as `Toggle` and the purge tasks do. Running the flow in the preview runs, reads or writes that.",
    fix: "Bring what it needs into the tree, or do not run this flow in the preview."
  },
  "preview-leaves-out": {
    severity: "info",
    title: "Not part of a preview",
    why: "A dashboard has no namespace: everyone would see a second one next to that of production.",
    fix: "Nothing: the plan for production shows its change."
  }
};

// src/finding/codes/repository-codes.ts
var repositoryCodes = {
  "duplicate-flow": {
    ...UNAVOIDABLE,
    title: "Two files with the same flow",
    why: "A flow is its namespace and id. Two files with the same pair would overwrite each other.",
    fix: "Remove one of the files or change its id."
  },
  "duplicate-file": {
    severity: "error",
    title: "Two files for the same namespace file",
    why: "Two roots hold a file for the same namespace and path.",
    fix: "Remove one of them."
  },
  "file-not-utf8": {
    severity: "info",
    title: "A text file that is not UTF-8",
    why: "Kestra stores namespace files byte for byte, and scripts read them as UTF-8. Bytes of another encoding are wrong letters there, or an error.",
    fix: "Save it as UTF-8. If the encoding is intended, do nothing: it does not stop a deploy."
  },
  "file-syntax": {
    severity: "info",
    title: "A JSON or YAML file with a syntax error",
    why: "Kestra takes any namespace file; a task that reads this one as JSON or YAML cannot. Files with `{{` or `{%` are templates and are not checked.",
    fix: "Correct it at this place. If it is intended, do nothing: it does not stop a deploy."
  },
  "not-a-flow": {
    severity: "info",
    title: "YAML that is not a flow",
    why: "The file is in a flows folder but does not have the keys of a flow; it is skipped.",
    fix: "Move it out of the flows folder or name it in `.kestraignore`."
  },
  "meant-as-flow": {
    ...UNAVOIDABLE,
    title: "A file that looks like a flow but is not one",
    why: "It is in a flows folder and has two of the keys `id`, `namespace` and `tasks`, or it held a flow before. Without this error it would be skipped silently.",
    fix: "Correct the key, or move the file out of the flows folder or name it in `.kestraignore` if it is not a flow."
  },
  "files-under-_flows": {
    severity: "error",
    title: "A namespace file below `_flows/`",
    why: "A server takes an upload to `/_flows/` as the import of a flow, not as a file.",
    fix: "Move it out of `_flows/`."
  },
  "folder-namespace-mismatch": {
    severity: "warning",
    title: "The folder names another namespace than the flow",
    why: "The namespace in the YAML wins.",
    fix: "Move the file or change its `namespace:`."
  },
  "file-name-mismatch": {
    severity: "warning",
    title: "The file name is not the id of the flow",
    why: "The id in the YAML wins; the difference makes a flow hard to find.",
    fix: "Rename the file after the id."
  },
  "name-mangled-before-2.0": {
    severity: "warning",
    title: "A file name that servers before 2.0 change",
    why: "A space is stored as a plus sign there, so `a b` and `a+b` are one file.",
    fix: "Use a name without space, plus and `%25`.",
    versions: "< 2.0",
    isOfVersion: true
  },
  "namespace-implied": {
    severity: "info",
    title: "A flow without a namespace, deployed to the one of its folder",
    why: "Kestra takes the namespace from the YAML only, so the line is added to the text that is sent.",
    fix: "Write the namespace into the file."
  },
  "byte-order-mark": {
    severity: "info",
    title: "A flow file that begins with a byte order mark",
    why: "The mark is not sent; Kestra would store it as part of the source.",
    fix: "Save the file as UTF-8 without a byte order mark."
  },
  "not-yaml": {
    severity: "info",
    title: "Files among the flows that are not YAML",
    why: "Only `.yml` and `.yaml` files are flows; the others are skipped.",
    fix: "Nothing, unless one of them should be deployed: move namespace files into a files folder."
  },
  "root-missing": {
    severity: "error",
    title: "A root without a single file",
    why: 'A root that is not there would read as "everything was deleted".',
    fix: "Correct the root, or check out the folder."
  },
  "files-namespace-unknown": {
    severity: "error",
    title: "A files folder without a known namespace",
    why: "Neither a folder nor the flows next to it name exactly one namespace, so the files cannot be deployed.",
    fix: "Set `namespace`, or put the files into a folder with the name of the namespace."
  },
  "space-in-directory-name": {
    severity: "error",
    title: "A directory of namespace files with a space in its name",
    why: "Kestra 2.0 refuses the upload and keeps an orphan; servers before 2.0 store a plus sign.",
    fix: "Rename the directory."
  },
  "file-directory-clash": {
    severity: "error",
    title: "A namespace file where another needs a directory",
    why: "Kestra answers 200 to this upload and corrupts the entry.",
    fix: "Rename one of the two."
  },
  "case-only-clash": {
    severity: "warning",
    title: "Two namespace files that differ in upper and lower case only",
    why: "They are two files to Kestra, and one file on the computers of many readers of the repository.",
    fix: "Rename one of the two."
  },
  "file-name-too-long": {
    severity: "error",
    title: "A name of more than 255 characters",
    why: "Kestra refuses a longer part of a path.",
    fix: "Shorten the name."
  },
  "name-not-utf-8": {
    severity: "error",
    title: "A name with bytes that are not UTF-8",
    why: "Git and file systems accept any bytes as a name, Kestra only accepts text. No server can store the file, and its name cannot be shown exactly. The file is not read.",
    fix: "Rename it (`git mv`), or leave it out with `exclude` or `.kestraignore`."
  },
  "lfs-pointer": {
    severity: "error",
    title: "A Git LFS pointer instead of the file",
    why: "The checkout did not fetch the content. The pointer itself is never deployed.",
    fix: "Set `lfs: true` on the checkout step."
  },
  "config-invalid": {
    severity: "error",
    title: "A fault in `.kestra/gitops.yml`",
    why: "Partly read settings could deploy less than intended, or to another place. So the whole file is ignored.",
    fix: "Correct the setting; editors complete and check the file with docs/gitops.schema.json."
  },
  "rule-broken": {
    ...UNAVOIDABLE,
    title: "A flow that breaks a rule of this repository",
    why: "The flow does not fit the JSON Schema of an entry of `rules` in `.kestra/gitops.yml`. The severity is that of the rule; neither `severities` nor a comment changes it. In a pull request the rules of the base branch count (docs/rules.md)."
  },
  "rule-not-checked": {
    ...UNAVOIDABLE,
    title: "A rule that could not be checked",
    why: "A flow could not be compared with the schema of a rule, or the rules took longer than 20 s: mostly because of a `pattern` with nested repetitions, such as `(a+)+`. Or the rules of the base branch, which apply to a pull request, could not be read.",
    fix: "Make the pattern simpler, or the schema smaller; let the job read the base commit (docs/rules.md)."
  },
  "config-not-allowed": {
    severity: "error",
    title: "A setting that `.kestra/gitops.yml` may not have",
    why: "Every pull request may change that file; only the workflow may set what is deleted, where it goes and what is protected.",
    fix: "Set it as an input of the action."
  },
  "namespace-not-allowed": {
    ...UNAVOIDABLE,
    title: "A resource of a namespace that this job may not touch",
    why: "The input `namespaces` of the workflow names all that the job may read and write; the namespace counts as it is deployed, with `namespace-map`.",
    fix: "Move it to a namespace of this job, or let the workflow name its namespace in `namespaces`."
  }
};

// src/finding/codes/resource-codes.ts
var resourceCodes = {
  // Dashboards (docs/internals/facts/kestra.md, "Dashboards").
  "duplicate-dashboard": {
    ...UNAVOIDABLE,
    title: "Two files with the same dashboard",
    why: "The id identifies a dashboard, wherever its file is. Two files with one id would overwrite each other.",
    fix: "Remove one of the files or change its id."
  },
  "meant-as-dashboard": {
    ...UNAVOIDABLE,
    title: "A file that looks like a dashboard but is not one",
    why: "It is in a dashboards folder and has keys of a dashboard, or similar ones. Without this error it would be skipped silently.",
    fix: "Correct the key, or move the file out of the dashboards folder or name it in `.kestraignore` if it is not a dashboard."
  },
  "not-a-dashboard": {
    severity: "info",
    title: "YAML in a dashboards folder that is not a dashboard",
    why: "The file is in a dashboards folder but does not have the keys of a dashboard; it is skipped.",
    fix: "Move it out of the dashboards folder or name it in `.kestraignore`."
  },
  "invalid-dashboard-id": {
    ...UNAVOIDABLE,
    title: "A dashboard id that no address can hold",
    why: "The server accepts almost any text as an id, but finds a dashboard by its address. A dashboard with a slash in its id can never be read, changed or deleted again. The server cannot store an id of more than 100 characters.",
    fix: "Use letters, digits, `.`, `_` and `-`, at most 100 of them."
  },
  "dashboard-without-title": {
    ...UNAVOIDABLE,
    title: "A dashboard without a title",
    why: "Servers before 2.0 call it valid and then fail to store it; later ones refuse it."
  },
  "dashboard-without-charts": {
    severity: "warning",
    title: "A dashboard without a chart",
    why: "The server stores it, and it shows nothing.",
    fix: "Add a chart, or remove the file."
  },
  // Files of key-value pairs.
  "key-values-unreadable": {
    severity: "error",
    title: "A file of key-value pairs that cannot be read",
    why: "It is not valid YAML, holds several documents, or is not a map of keys to values. None of its pairs counts as missing, so nothing is deleted.",
    fix: "Write `key: value` lines, or delete the file."
  },
  "key-values-namespace-unknown": {
    severity: "warning",
    title: "A file of key-value pairs without a known namespace",
    why: "It is called `kv.yml`, or is in a folder `kv`, and neither its folder, `namespace` nor the flows next to it name one namespace. It is skipped.",
    fix: "Move it into a folder with the name of the namespace, set `namespace`, or name it in `.kestraignore` if it is something else."
  },
  "key-value-name": {
    severity: "error",
    title: "A key that cannot be deployed",
    why: "Kestra accepts letters, digits, dots, dashes and underscores, beginning with a letter or digit; a key `inheritance` cannot be read by its address, and `kestra-gitops` holds the deployment record.",
    fix: "Choose another name."
  },
  "key-value-type": {
    severity: "error",
    title: "A value that is not of its type, or that no key can hold",
    why: "Kestra derives the type from the text that it receives, so a value must be exactly one type: a time needs its zone, `on` and `010` are one thing to YAML 1.1 and another to YAML 1.2, and a text of the form of a duration becomes one.",
    fix: "Put a text in quotes, or name the type: `{ value: \u2026, type: \u2026 }`."
  },
  "key-value-fields": {
    severity: "error",
    title: "A pair with a field that pairs do not have",
    why: "A map after a key describes the pair (`value`, `type`, `description`). A map without `value` could be the value itself.",
    fix: "Write `{ value: \u2026, type: JSON }` if the map itself is the value."
  },
  "key-value-expires": {
    severity: "error",
    title: "A key-value pair with a time to live",
    why: "The server would delete it, and Git would bring it back with the next deploy.",
    fix: "Let a flow set it (`kv.Set` with `ttl`), and leave it out of Git."
  },
  "duplicate-key-value": {
    severity: "error",
    title: "A key that appears twice",
    why: "In one file, or in two files of the same namespace: one of the two values would be lost.",
    fix: "Remove one of them."
  },
  // Suites of flow tests (docs/internals/facts/kestra.md, "Flow tests"). Only a smoke suite with a fixture stops a deploy.
  "suite-switched-off": {
    severity: "warning",
    title: "A suite, or a case of one, that a change stops from running",
    why: "The base commit has it and runs it. After the change it is deleted, hidden, emptied, disabled or excluded by a setting, so nothing tests its flow. A suite or case that only moved is not reported. No setting lowers this.",
    fix: "Restore it, or confirm in the review that the test is no longer needed."
  }
};

// src/finding/codes/server-codes.ts
var serverCodes = {
  "server-invalid": {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: "The server refuses the flow",
    why: "The server's own validation is final; the message is its own text."
  },
  "read-as-another": {
    ...UNAVOIDABLE,
    title: "The server reads another flow in this text",
    why: "The validation of the server finds another namespace or id in the text than this program, or none. The flow would be stored under that name, which no plan, rule or reviewer has checked. So nothing is written.",
    fix: "Search the text for invisible characters, directives and document markers; write `id` and `namespace` as plain text."
  },
  "server-warning": {
    severity: "warning",
    isDecidedByServer: true,
    title: "The server warns",
    why: "The server accepts the flow; the message is its own text."
  },
  "server-info": {
    severity: "info",
    isDecidedByServer: true,
    title: "The server has a note",
    why: "The server accepts the flow; the message is its own text."
  },
  "deprecated-property": {
    severity: "warning",
    isDecidedByServer: true,
    title: "A deprecated property or type",
    why: "It works now, and a later version will remove it."
  },
  "schema-not-read": {
    severity: "warning",
    title: "The server did not give its schema",
    why: "The validation of a server skips some properties, so flows are also compared with its schema (`/api/v1/plugins/schemas/flow`). Without the schema only types and properties that the server refuses are reported.",
    fix: "Give the account of this job access to that route; or save the schema in the repository with `kestra-gitops schema`."
  },
  "unreadable-flow": {
    ...UNAVOIDABLE,
    title: "A flow that the server lists and cannot parse",
    why: "An older release of Kestra stored the text, or a plugin is no longer installed. The flow is in the lists of the server, but no trigger starts it and no one can run it; 2.0 omits it from its export. If Git has exactly the same text this is an error, because no deploy would repair the flow. If Git does not have the flow, or has another text, this is a warning.",
    fix: "Correct the text of the flow in Git, or install its plugins on the server."
  },
  "unsupported-kind": {
    severity: "warning",
    title: "A kind of resource that the server does not offer",
    why: "Open-source Kestra has no dashboards from 2.0.0 on: they are part of the Enterprise edition. A file of a kind that the server does not offer is skipped, and everything else is deployed. The deployment record keeps its entries.",
    fix: "Deploy the file to a server that offers the kind, or remove it, or name it in `.kestraignore`."
  },
  "unknown-type": {
    ...REFUSED,
    title: "A type that the server does not have",
    why: "The schema of the server, or the one that is saved in the repository, has no task, trigger or condition of this type.",
    fix: "Correct the type, or install its plugin on the server. Offline, update the saved schema with `kestra-gitops schema`."
  },
  "unknown-property": {
    ...REFUSED,
    title: "A property that the type does not have",
    why: "Kestra refuses properties that the type does not define.",
    fix: "Correct the name or the indentation, or remove it."
  },
  "wrong-type": {
    ...REFUSED,
    title: "A value of the wrong type",
    why: "The schema of the server asks for another type of value at this place."
  },
  "secrets-not-read": {
    severity: "info",
    title: "The names of secrets could not be read",
    why: "The server does not list the names of its secrets for these credentials, so the secrets that flows read are not checked.",
    fix: "Let the account list secrets (on Enterprise the permission SECRET, READ), or do nothing."
  },
  "default-without-effect": {
    severity: "warning",
    title: "Plugin defaults that change nothing",
    why: "No part of the flow has the type, which is often misspelt or a short name. Or every part of the type sets these properties itself, and defaults that are not forced have no effect. Kestra accepts the defaults without a message.",
    fix: "Correct the type, or remove the defaults.",
    versions: "1.x"
  }
};

// src/finding/codes/syntax-codes.ts
var syntaxCodes = {
  "yaml-syntax": {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: "The file is not readable YAML",
    why: "Kestra's parser stops at the same place. Nothing else of this file can be checked until it is repaired.",
    fix: "Correct the YAML at this place; indentation and an unclosed quote are the usual causes."
  },
  "merge-conflict": {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: "A merge conflict that is not resolved",
    why: "Git has left both sides of a merge in the file, between `<<<<<<<` and `>>>>>>>`. No parser can read this.",
    fix: "Keep one side, or the correct parts of both, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`."
  },
  "yaml-read-two-ways": {
    ...UNAVOIDABLE,
    title: "A place that two YAML parsers read as different things",
    why: "Kestra's parser reads YAML 1.1, most editors and this program read YAML 1.2: a reviewer would see another flow than the server runs. No setting lowers this.",
    fix: "Put the text in quotes, or write it without the special character."
  },
  "not-utf-8": {
    ...UNAVOIDABLE,
    title: "A file that is not UTF-8",
    why: "Kestra reads UTF-8. Invalid bytes are stored as replacement characters, so Git and the server would differ for ever.",
    fix: "Save the file as UTF-8."
  },
  "hidden-line-end": {
    ...UNAVOIDABLE,
    title: "An invisible line end",
    why: "Kestra's parser ends a line at a carriage return by itself, at U+0085, U+2028 and U+2029; editors, Git and GitHub do not. Behind one, a comment can hold tasks, or a whole flow of another namespace, that no reviewer sees.",
    fix: "Remove the character, or write a line feed in its place; as part of a value write it as `\\r`, `\\N`, `\\L` or `\\P` in double quotes."
  },
  "yaml-too-large": {
    severity: "error",
    title: "A YAML file of more than 3 MB",
    why: "Parsers stop at 3,145,728 characters, and so does Kestra.",
    fix: "Split the file."
  },
  "several-documents": {
    ...UNAVOIDABLE,
    title: "Several YAML documents in one file",
    why: "Kestra reads the first document only, yet stores the whole text, so the others would be lost silently.",
    fix: "Put each flow into a file of its own."
  },
  "duplicate-key": {
    severity: "error",
    title: "The same key twice in one map",
    why: "The validation of a server accepts the flow and uses the last of the two, but the server then refuses to save it.",
    fix: "Remove the wrong one; if a new list item begins here, write its `- `."
  },
  "tab-indentation": {
    ...REFUSED,
    title: "A tab where only spaces may be",
    why: "Kestra's parser refuses tabs in the indentation and between the parts of a line.",
    fix: "Replace each tab with two spaces."
  },
  "alias-not-expanded": {
    severity: "warning",
    isDecidedByServer: true,
    title: "An alias, which Kestra does not expand",
    why: "Kestra's parser reads `*name` as the text `name`, and `<<: *name` as a property called `<<`, which most types refuse.",
    fix: "Write the repeated part out, or use `pluginDefaults`, variables or a subflow."
  },
  "unreadable-number": {
    ...REFUSED,
    title: "A number that Kestra cannot read",
    why: "Values such as `.inf`, `.nan` and `1:30.5` are numbers in YAML 1.1, but Kestra cannot read them.",
    fix: "Quote the value."
  },
  "complex-key": {
    ...REFUSED,
    title: "A key that is not text",
    why: "Kestra's parser accepts only text as a key; a map, a list or an alias there is refused.",
    fix: "Write the key as text, and put an expression (`{{ \u2026 }}`) in quotes."
  },
  "nested-too-deep": {
    ...REFUSED,
    title: "The document is nested too deep",
    why: "Kestra's YAML parser refuses documents that are nested deeper than its limit.",
    fix: "Flatten the document, or move parts into a subflow."
  },
  "not-a-map": {
    ...UNAVOIDABLE,
    isDecidedByServer: true,
    title: "The document is not a map of keys",
    why: "A flow is a map with `id`, `namespace` and `tasks`; this document is a list, a text or empty.",
    fix: "Write the flow as `key: value` lines, or move the file out of the flows folder."
  }
};

// src/finding/problem-codes.ts
var problemCodes = {
  ...syntaxCodes,
  ...flowCodes,
  ...repositoryCodes,
  ...layoutCodes,
  ...resourceCodes,
  ...serverCodes
};
var makeProblemOf = ({ severity, fix }, details) => {
  const hint = details.hint ?? fix;
  return {
    severity: details.severity ?? severity,
    code: details.code,
    message: details.message,
    ...hint === void 0 ? {} : { hint },
    ...details.file === void 0 ? {} : { file: details.file },
    ...details.position,
    ...details.about === void 0 ? {} : { about: details.about }
  };
};

// src/flow/document-finding.ts
var placeFinding = ({ file, document }, finding, entry) => {
  const { path, position = path && nearestPosition(document, finding) } = finding;
  return makeProblemOf(entry, { ...finding, file, position });
};
var nearestPosition = (document, { path = [], part }, leastSteps = 0) => {
  const own2 = document.positionOf(path, part);
  return own2 || path.length <= leastSteps ? own2 : nearestPosition(document, { path: path.slice(0, -1) }, leastSteps);
};

// src/pebble/lex-pebble.ts
var RAW = /\{%-*[\t-\r ]*raw[\t-\r ]*-*%\}[^\n\r\u0085\u2028\u2029]*?\{%-*[\t-\r ]*endraw[\t-\r ]*-*%\}/g;
var OPENING = /\{\{|\{%|\{#/g;
var VERBATIM = /[\t-\r ]*verbatim[\t-\r ]*-?%\}/y;
var END_OF_VERBATIM = /\{%-?[\t-\r ]*endverbatim[\t-\r ]*-?%\}/g;
var TRIM = /-[\t-\r ]+/y;
var BLANK = /[\t-\r \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*/y;
var WORD = /(?<operator>(?:contains|is not|equals|isIn|not|and|is|or)(?![a-zA-Z0-9_])|\?\?\??|\.\.|[=!<>]=|[-+*/%|~<>])|(?<name>[\p{L}_][\p{L}\p{Nd}_]*)|(?<number>\d+L|\d+(?:\.\d+)?)|(?<sign>[()[\]{}?:.,=])|(?<text>"[^#"\\]*(?:\\.[^#"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')|(?<quote>")/suy;
var KINDS = ["operator", "name", "number", "sign", "text"];
var CLOSING = { print: /[\t-\r ]*-?\}\}/y, execute: /[\t-\r ]*-?%\}/y };
var PART_OF_TEXT = /[^#"\\]*(?:(?:\\.|#(?!\{))[^#"\\]*)*/sy;
var PAIRS = { ")": "(", "]": "[", "}": "{" };
var hasExpression = (text) => /\{[{%]/.test(text);
var isTemplate = (text) => /\{[{%#]/.test(text);
var lexPebble = (source) => {
  const text = source.includes("{%") ? source.replace(RAW, (raw) => " ".repeat(raw.length)) : source;
  const tokens = [];
  let at = 0;
  while (tokens.at(-1)?.kind !== "fault") {
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    const start = opening?.index ?? text.length;
    if (start > at) tokens.push({ kind: "data", text: text.slice(at, start), start: at, end: start });
    if (opening === null) {
      tokens.push({ kind: "end", text: "", start, end: start });
      break;
    }
    at = opening[0] === "{#" ? afterComment(text, start, tokens) : afterTag(text, start, tokens);
  }
  return tokens;
};
var faultAt = (start, end, text) => ({ kind: "fault", text, start, end });
var after = (pattern, text, at) => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};
var afterComment = (text, start, tokens) => {
  const from = after(TRIM, text, start + 2);
  const end = text.indexOf("#}", from);
  if (end === -1 && from < text.length) tokens.push(faultAt(start, start + 2, "the comment `{#` has no `#}`"));
  return end === -1 ? text.length : end + 2;
};
var afterTag = (text, start, tokens) => {
  const kind = text[start + 1] === "{" ? "print" : "execute";
  const from = after(TRIM, text, start + 2);
  const inner = kind === "execute" ? after(VERBATIM, text, from) : from;
  if (inner !== from) {
    END_OF_VERBATIM.lastIndex = inner;
    if (END_OF_VERBATIM.test(text)) return END_OF_VERBATIM.lastIndex;
    tokens.push(faultAt(start, inner, "`verbatim` has no `{% endverbatim %}`"));
    return inner;
  }
  tokens.push({ kind, text: text.slice(start, start + 2), start, end: from });
  const tag = { text, tokens, brackets: [], kind, start };
  let at = from;
  for (let next = from; next !== void 0; next = nextOffset(tag, at)) at = next;
  return at;
};
var nextOffset = (tag, at) => {
  const { text, tokens, brackets, kind } = tag;
  if (tokens.at(-1)?.kind === "fault" || tokens.at(-1)?.kind === "close" && brackets.length === 0) return void 0;
  const inside = brackets.at(-1)?.sign;
  if (at >= text.length) return pushFault(tag, at);
  if (inside === '"') return inText(tag, at);
  const closed = brackets.length === 0 ? after(CLOSING[kind], text, at) : at;
  if (closed === at)
    return inside === "#{" && text[after(BLANK, text, at)] === "}" ? endInterpolation(tag, at) : readToken(tag, at);
  tokens.push({ kind: "close", text: kind === "print" ? "}}" : "%}", start: closed - 2, end: closed });
  return closed;
};
var readToken = (tag, at) => {
  const { text, tokens, brackets } = tag;
  const start = after(BLANK, text, at);
  WORD.lastIndex = start;
  const groups = WORD.exec(text)?.groups;
  if (groups === void 0) return pushFault(tag, start);
  const end = WORD.lastIndex;
  const kind = KINDS.find((name) => groups[name] !== void 0);
  if (kind === void 0) brackets.push({ sign: '"', start });
  else if (kind === "sign" && !isBalanced(tag, text.slice(start, end), start)) return end;
  else if (kind === "text") tokens.push({ kind, text: text.slice(start + 1, end - 1), start, end });
  else tokens.push({ kind, text: text.slice(start, end), start, end });
  return end;
};
var isBalanced = ({ tokens, brackets }, sign, start) => {
  if ("([{".includes(sign)) brackets.push({ sign, start });
  if (!(sign in PAIRS)) return true;
  const open2 = brackets.pop();
  if (open2?.sign === PAIRS[sign]) return true;
  tokens.push(open2 === void 0 ? faultAt(start, start + 1, unmatchedMessage(sign)) : unclosedFault(open2));
  return false;
};
var unmatchedMessage = (sign) => sign === "}" ? "one `}` is where `}}` or `%}` must end the expression" : `nothing opens this \`${sign}\``;
var unclosedFault = ({ sign, start }) => faultAt(
  start,
  start + sign.length,
  sign === '"' ? 'the quote `"` is not closed' : `the bracket \`${sign}\` is not closed`
);
var inText = ({ text, tokens, brackets }, start) => {
  if (text.startsWith("#{", start)) {
    brackets.push({ sign: "#{", start });
    tokens.push({ kind: "interpolation", text: "#{", start, end: start + 2 });
    return start + 2;
  }
  const end = after(PART_OF_TEXT, text, start);
  if (end > start) tokens.push({ kind: "text", text: text.slice(start, end), start, end });
  else if (text[start] === '"') brackets.pop();
  else tokens.push(faultAt(start, start + 1, "nothing follows this `\\`"));
  return end > start ? end : start + 1;
};
var endInterpolation = ({ text, tokens, brackets }, at) => {
  const start = after(BLANK, text, at);
  brackets.pop();
  tokens.push({ kind: "interpolation", text: "}", start, end: start + 1 });
  return start + 1;
};
var PEBBLE_OPERATORS = { "&": "and", "!": "not" };
var pushFault = (tag, at) => {
  const { text, tokens, brackets, kind, start } = tag;
  const sign = text[at];
  const open2 = brackets.at(-1);
  if (sign === "'") tokens.push(faultAt(at, at + 1, "the quote `'` is not closed"));
  else if (sign !== void 0) {
    const instead = PEBBLE_OPERATORS[sign];
    const hint = instead === void 0 ? "" : `: write \`${instead}\``;
    const name = sign === "\xA0" ? "a no-break space" : `\`${sign}\``;
    tokens.push(faultAt(at, at + 1, `Pebble does not know ${name}${hint}`));
  } else if (open2 !== void 0) tokens.push(unclosedFault(open2));
  else tokens.push(faultAt(start, start + 2, kind === "print" ? "`{{` has no `}}`" : "`{%` has no `%}`"));
  return text.length;
};

// src/lint/define-rule.ts
var defineRule = (rule) => rule;
var collectedByFlow = (collect, report) => () => {
  const all2 = [];
  return { add: (flow, known) => void all2.push(collect(flow, known)), report: () => report(all2) };
};
var yaml = ([text = ""]) => {
  const lines = text.replace(/^\n/, "").trimEnd().split("\n");
  const indentation = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return `${lines.map((line) => line.slice(indentation)).join("\n")}
`;
};

// src/lint/rules/expressions/always-true.ts
var always_true_default = defineRule({
  codes: {
    "always-true": {
      severity: "warning",
      title: "A condition that is always true",
      why: "Kestra renders a condition and treats `false`, `0`, `-0` and an empty text as false. Any other text is true. A condition without braces, or with text around them, is never one of these.",
      fix: "Write the whole condition between one pair of braces: `{{ inputs.count > 5 }}`.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              runIf: "inputs.flag"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              runIf: "{{ inputs.flag }}"
        `
      }
    }
  },
  flow: (flow, known) => checkConditions(flow, known)
});
var SWITCH_TEXTS = /* @__PURE__ */ new Set(["true", "false", "0", "-0", "1", ""]);
var FALSE = ["false", "0", "-0", ""];
var CONDITIONS = /\.(?:If|LoopUntil|WaitFor|Fail)$/;
var ASSERT = /\.Assert$/;
var checkConditions = (flow) => flow.nodes.filter(({ kind, isCertain }) => kind === "task" && isCertain).flatMap(conditionsOf).flatMap(({ text, path }) => {
  if (typeof text !== "string" || neverRuns(flow.value, path)) return [];
  const message = whyTrue(text);
  return message === void 0 ? [] : [{ code: "always-true", path, message, hint: hintFor(text) }];
});
var conditionsOf = ({ value, path, type = "" }) => {
  const keys = CONDITIONS.test(type) ? ["runIf", "condition"] : ["runIf"];
  const listed = ASSERT.test(type) && Array.isArray(value["conditions"]) ? value["conditions"] : [];
  return [
    ...keys.map((key) => ({ text: value[key], path: [...path, key] })),
    ...listed.map((text, index) => ({ text, path: [...path, "conditions", index] }))
  ];
};
var whyTrue = (text) => {
  const tokens = lexPebble(text);
  if (tokens.some(({ kind }) => kind === "execute" || kind === "fault")) return void 0;
  const beside2 = tokens.flatMap((token) => token.kind === "data" ? [token.text] : []).join("");
  if (tokens.some(({ kind }) => kind === "print")) {
    return FALSE.some((word) => isWithin(beside2.trim(), word)) ? void 0 : `This condition is always true: it has text outside its braces (\`${beside2.trim().slice(0, 40)}\`).`;
  }
  return SWITCH_TEXTS.has(text.trim()) || text.includes("{#") ? void 0 : "This condition is always true: it is a text without braces.";
};
var isWithin = (text, word) => {
  let at = 0;
  for (const letter of text) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
};
var hintFor = (text) => {
  const bare = text.replaceAll(/\{\{-?|-?\}\}/g, "").replaceAll(/\s+/g, " ").trim();
  return `Put the whole condition in one pair of braces: \`{{ ${bare} }}\`.`;
};

// src/pebble/pebble-reader.ts
var PebbleStop = class extends Error {
  fault;
  constructor(fault) {
    super(fault.says);
    this.fault = fault;
  }
};
var TooDeep = class extends Error {
};
var MAX_DEPTH = 200;
var PebbleReader = class {
  #tokens;
  #at = 0;
  #depth = 0;
  constructor(tokens) {
    this.#tokens = tokens;
  }
  /** The next token, without consuming it. */
  current() {
    const word = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    if (word === void 0) throw new TooDeep();
    return word;
  }
  /** True if the next token is the sign, or the one `ahead` tokens later. */
  isSign(sign, ahead = 0) {
    const word = this.#tokens[this.#at + ahead] ?? this.current();
    return word.kind === "sign" && word.text === sign;
  }
  next() {
    const word = this.current();
    this.#at += 1;
    return word;
  }
  /** The end of the last consumed token. */
  readUpTo() {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }
  /** Counts one level of nesting while `read` runs. */
  deeper(read2) {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new TooDeep();
    const found = read2();
    this.#depth -= 1;
    return found;
  }
  /** Throws PebbleStop at the given token, by default the next. */
  stop(wanted, { kind, text, start, end } = this.current()) {
    if (kind === "fault") throw new PebbleStop({ start, end, says: text });
    const found = kind === "text" ? "a text" : `\`${text}\``;
    const says = kind === "end" ? `${wanted} is missing` : `${found} is where ${wanted} is expected`;
    throw new PebbleStop({ start, end, says });
  }
  expectSign(sign) {
    return this.isSign(sign) ? this.next() : this.stop(`\`${sign}\``);
  }
  expectName(wanted) {
    return this.current().kind === "name" ? this.next() : this.stop(wanted);
  }
  /** Reads a name that gets a value. */
  newName() {
    const { kind, text } = this.current();
    if (kind === "name" && ["true", "false", "null", "none"].includes(text)) return this.stop("a name");
    return this.expectName("a name").text;
  }
};

// src/pebble/parse-expression.ts
var PRECEDENCE = new Map([
  ["or", 10],
  ["and", 15],
  ...["is", "is not", "contains"].map((sign) => [sign, 20]),
  ...["==", "equals", "!=", ">", "<", ">=", "<=", "??", "???", "isIn"].map((sign) => [sign, 30]),
  ...["+", "-"].map((sign) => [sign, 40]),
  ...["*", "/", "%"].map((sign) => [sign, 60]),
  ["|", 100],
  ["~", 110],
  ["..", 120]
]);
var UNARY = /* @__PURE__ */ new Set(["not", "+", "-"]);
var UNARY_PRECEDENCE = 500;
var LITERALS = new Map([
  ...["true", "TRUE"].map((word) => [word, true]),
  ...["false", "FALSE"].map((word) => [word, false]),
  ...["null", "NULL", "none", "NONE"].map((word) => [word, null])
]);
var parseExpression = (reader, minPrecedence = 0) => reader.deeper(() => {
  const left = parseOperators(reader, minPrecedence);
  return minPrecedence === 0 ? parseTernary(reader, left) : left;
});
var parseOperators = (reader, minPrecedence) => {
  let left = parseOperand(reader);
  for (; ; ) {
    const { kind, text, start, end } = reader.current();
    const precedence = kind === "operator" ? PRECEDENCE.get(text) : void 0;
    if (precedence === void 0 || precedence < minPrecedence) return left;
    reader.next();
    if (text === "|") left = parseFilter(reader, left);
    else if (text === "is" || text === "is not") left = invocation(reader, "test", left);
    else {
      const right = parseExpression(reader, precedence + 1);
      left = { kind: "operation", operator: text, operands: [left, right], start, end };
    }
  }
};
var parseFilter = (reader, input) => {
  const { kind, text, start, end } = reader.current();
  if (kind !== "operator" || text !== "|") return invocation(reader, "filter", input);
  throw new PebbleStop({ start, end, says: "Pebble does not know `||`: write `or`" });
};
var parseTernary = (reader, condition) => {
  const { start, end } = reader.current();
  if (!reader.isSign("?")) return condition;
  reader.next();
  const yes = parseExpression(reader);
  reader.expectSign(":");
  return { kind: "operation", operator: "?", operands: [condition, yes, parseExpression(reader)], start, end };
};
var parseOperand = (reader) => {
  const word = reader.current();
  const { kind, text, start, end } = word;
  if (kind === "operator" && UNARY.has(text)) {
    reader.next();
    return { kind: "operation", operator: text, operands: [parseExpression(reader, UNARY_PRECEDENCE)], start, end };
  }
  if (reader.isSign("[")) return { kind: "operation", operator: "[", operands: parseItems(reader, "]"), start, end };
  if (reader.isSign("{")) return { kind: "operation", operator: "{", operands: parseItems(reader, "}"), start, end };
  if (!reader.isSign("(")) return parsePostfix(reader, parseSimple(reader));
  reader.next();
  const inner = parseExpression(reader);
  reader.expectSign(")");
  return parsePostfix(reader, inner);
};
var parseItems = (reader, closing) => {
  const items = [];
  reader.next();
  while (!reader.isSign(closing) || items.length > 0) {
    items.push(parseExpression(reader));
    if (closing === "}") {
      reader.expectSign(":");
      items.push(parseExpression(reader));
    }
    if (reader.isSign(closing)) break;
    if (!reader.isSign(",")) reader.stop(`\`,\` or \`${closing}\``);
    reader.next();
  }
  reader.expectSign(closing);
  return items;
};
var MAX_LONG = 9223372036854775807n;
var parseSimple = (reader) => {
  const { kind, text, start, end } = reader.current();
  if (kind === "text" || kind === "interpolation" && text === "#{") return parseText(reader);
  if (kind === "number") {
    const digits = text.replace(/L$/, "");
    if (!digits.includes(".") && BigInt(digits) > MAX_LONG) reader.stop("a smaller number");
    reader.next();
    return { kind: "literal", value: Number(digits), start, end };
  }
  if (kind !== "name") return reader.stop("a value");
  const value = LITERALS.get(text);
  if (value === void 0 && reader.isSign("(", 1)) return invocation(reader, "function", void 0);
  reader.next();
  return value === void 0 ? { kind: "variable", name: text, start, end } : { kind: "literal", value, start, end };
};
var parseText = (reader) => {
  const { start } = reader.current();
  const pieces = [];
  for (let isAfterText = false; ; ) {
    const word = reader.current();
    if (word.kind === "text" && !isAfterText) {
      reader.next();
      pieces.push({ kind: "literal", value: word.text, start: word.start, end: word.end });
      isAfterText = true;
    } else if (word.kind === "interpolation" && word.text === "#{") {
      reader.next();
      pieces.push(parseExpression(reader));
      if (reader.current().kind !== "interpolation") reader.stop("`}`");
      reader.next();
      isAfterText = false;
    } else break;
  }
  const [only] = pieces;
  if (pieces.length === 1 && only !== void 0) return only;
  return { kind: "operation", operator: "#{", operands: pieces, start, end: pieces.at(-1)?.end ?? start };
};
var parsePostfix = (reader, first) => {
  let of = first;
  for (; ; ) {
    const word = reader.current();
    if (reader.isSign(".")) {
      reader.next();
      const { text, start, end } = reader.expectName("a name");
      const given = reader.isSign("(") ? parseArguments(reader) : void 0;
      if (given?.some(({ name: name2 }) => name2 !== void 0)) reader.stop("no argument with a name");
      const name = { kind: "literal", value: text, start, end };
      const values = given?.map(({ value }) => value);
      of = { kind: "attribute", of, at: word.start, name, values, start: of.start, end };
    } else if (reader.isSign("[")) {
      reader.next();
      const name = parseExpression(reader);
      const { end } = reader.expectSign("]");
      of = { kind: "attribute", of, at: word.start, name, values: void 0, start: of.start, end };
    } else if (reader.isSign("(")) return reader.stop("an operator");
    else return of;
  }
};
var invocation = (reader, kind, input) => {
  const { text: name, start, end } = reader.expectName(`the name of a ${kind}`);
  const given = reader.isSign("(") ? parseArguments(reader) : [];
  return { kind, name, input, given, start, end, close: reader.readUpTo() };
};
var parseArguments = (reader) => {
  const given = [];
  reader.expectSign("(");
  while (!reader.isSign(")")) {
    if (given.length > 0) reader.expectSign(",");
    const { start: at } = reader.current();
    const name = reader.isSign("=", 1) ? reader.newName() : void 0;
    if (name !== void 0) reader.expectSign("=");
    else if (given.at(-1)?.name !== void 0) reader.stop("an argument with a name");
    const { start } = reader.current();
    const value = parseExpression(reader);
    given.push({ name, at, value, start, end: reader.readUpTo() });
  }
  reader.expectSign(")");
  return given;
};

// src/pebble/parse-pebble.ts
var TemplateReader = class extends PebbleReader {
  tags = [];
  /** The tag that is being parsed. */
  tag = { name: "print", start: 0, isInBlock: false };
  names = /* @__PURE__ */ new Set();
  macros = /* @__PURE__ */ new Set();
};
var parsePebble = (text) => {
  const known = CACHE.get(text);
  if (known !== void 0) return known;
  const parsed = parse(text);
  if (CACHE.size >= MAX_CACHED) CACHE.clear();
  if (text.length <= MAX_CACHED_LENGTH) CACHE.set(text, parsed);
  return parsed;
};
var wholeExpression = (text) => {
  const parsed = parsePebble(text.trim());
  return "says" in parsed ? void 0 : parsed.whole;
};
var CACHE = /* @__PURE__ */ new Map();
var MAX_CACHED = 200;
var MAX_CACHED_LENGTH = 5e3;
var parse = (text) => {
  const tokens = lexPebble(text);
  const reader = new TemplateReader(tokens);
  try {
    parseBody(reader, void 0);
  } catch (error2) {
    if (error2 instanceof PebbleStop) return error2.fault;
    if (!(error2 instanceof TooDeep)) throw error2;
    return { tags: [], names: /* @__PURE__ */ new Set(), macros: /* @__PURE__ */ new Set(), whole: void 0 };
  }
  const { tags, names, macros } = reader;
  const isWhole = tokens[0]?.kind === "print" && tokens.findIndex(({ kind }) => kind === "close") === tokens.length - 2;
  return { tags, names, macros, whole: isWhole ? tags[0]?.value : void 0 };
};
var parseBody = (reader, opened) => {
  for (; ; ) {
    const word = reader.current();
    if (word.kind === "data") reader.next();
    else if (word.kind === "print") {
      reader.next();
      beginTag(reader, "print", word.start);
      addExpression(reader, parseExpression(reader));
      expectClose(reader);
    } else if (word.kind === "execute") {
      reader.next();
      const { kind, text } = reader.current();
      beginTag(reader, text, word.start);
      if (kind === "name" && opened?.ends.includes(text)) return text;
      parseTag(reader, opened);
    } else if (word.kind !== "end") reader.stop("a parseTag");
    else if (opened === void 0) return "";
    else
      throw new PebbleStop({ ...opened.word, says: `\`${opened.word.text}\` has no \`{% ${opened.ends.at(-1)} %}\`` });
  }
};
var beginTag = (reader, name, start) => {
  reader.tag = { name, start, isInBlock: reader.tag.isInBlock || reader.tag.name !== "print" };
};
var addExpression = (reader, value) => void reader.tags.push({ ...reader.tag, value });
var expectClose = (reader) => {
  if (reader.current().kind !== "close") reader.stop("an operator or the end of the expression");
  reader.next();
};
var parseNestedBody = (reader, word, ends) => {
  const end = reader.deeper(() => parseBody(reader, { word, ends }));
  reader.next();
  return end;
};
var parseEnclosed = (reader, word, end) => {
  expectClose(reader);
  parseNestedBody(reader, word, [end]);
  expectClose(reader);
};
var TAGS = {
  if: (reader, word) => {
    addExpression(reader, parseExpression(reader));
    expectClose(reader);
    for (let end = parseNestedBody(reader, word, IF_ENDS); end !== "endif"; end = parseNestedBody(reader, word, endsAfter(end))) {
      if (end === "elseif") addExpression(reader, parseExpression(reader));
      expectClose(reader);
    }
    expectClose(reader);
  },
  for: (reader, word) => {
    reader.names.add(reader.newName()).add("loop");
    const second = reader.expectName("`in`");
    if (second.text !== "in") reader.stop("`in`", second);
    addExpression(reader, parseExpression(reader));
    expectClose(reader);
    if (parseNestedBody(reader, word, ["else", "endfor"]) === "else") parseEnclosed(reader, word, "endfor");
    else expectClose(reader);
  },
  set: (reader) => {
    reader.names.add(reader.newName());
    reader.expectSign("=");
    addExpression(reader, parseExpression(reader));
    expectClose(reader);
  },
  macro: (reader, word) => {
    reader.macros.add(reader.expectName("the name of the macro").text);
    macroArguments(reader);
    parseEnclosed(reader, word, "endmacro");
  },
  block: (reader, word) => {
    blockName(reader);
    expectClose(reader);
    parseNestedBody(reader, word, ["endblock"]);
    if (reader.current().kind !== "close") blockName(reader);
    expectClose(reader);
  },
  filter: (reader, word) => {
    do {
      addExpression(reader, invocation(reader, "filter", void 0));
    } while (reader.current().text === "|" && reader.next());
    parseEnclosed(reader, word, "endfilter");
  }
};
var IF_ENDS = ["elseif", "else", "endif"];
var endsAfter = (end) => end === "else" ? ["endif"] : IF_ENDS;
var parseTag = (reader, opened) => {
  const word = reader.current();
  if (word.kind !== "name") reader.stop("the name of a parseTag");
  const read2 = Object.hasOwn(TAGS, word.text) ? TAGS[word.text] : void 0;
  if (read2 === void 0) throw new PebbleStop({ ...word, says: unknownTag(word.text, opened) });
  reader.next();
  read2(reader, word);
};
var unknownTag = (name, opened) => {
  if (name === "raw") return "`raw` and `endraw` must be on one line";
  if (!/^(?:end\w*|else\w*)$/.test(name)) return `there is no tag \`${name}\``;
  return opened === void 0 ? `\`${name}\` ends nothing, because no tag is open` : `\`${name}\` is inside \`${opened.word.text}\``;
};
var blockName = (reader) => {
  if (!["name", "text"].includes(reader.current().kind)) reader.stop("the name of the block");
  reader.next();
};
var macroArguments = (reader) => {
  reader.expectSign("(");
  for (let count = 0; !reader.isSign(")"); count += 1) {
    if (count > 0) reader.expectSign(",");
    reader.names.add(reader.newName());
    if (!reader.isSign("=")) continue;
    reader.next();
    addExpression(reader, parseExpression(reader));
  }
  reader.expectSign(")");
};

// src/text/paths.ts
var lastSegmentOf = (path) => path.slice(path.lastIndexOf("/") + 1);

// src/text/closest-word.ts
var closestWord = (word, candidates) => {
  const wanted = word.toLowerCase();
  let best;
  let bestDistance = Math.min(Math.floor(word.length * 0.4), 4) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
};
var didYouMean = (near) => near === void 0 ? void 0 : `Did you mean \`${near}\`?`;
var suggestion = (word, candidates) => didYouMean(closestWord(word, candidates));
var closestChoice = (word, choices2) => {
  const beginning = choices2.filter((choice) => word.length > 1 && choice.startsWith(word.toLowerCase()));
  return closestWord(word, choices2) ?? (beginning.length === 1 ? beginning[0] : void 0);
};
var gotInstead = (word, choices2) => {
  const nearest = closestChoice(word, choices2);
  return `got \`${word}\`${nearest === void 0 ? "." : `; did you mean \`${nearest}\`?`}`;
};
var MOST_SUGGESTIONS = 100;
var suggestions = (find) => {
  const known = /* @__PURE__ */ new Map();
  return (name, candidates) => {
    if (!known.has(name)) known.set(name, known.size < MOST_SUGGESTIONS ? find(name, candidates()) : void 0);
    return known.get(name);
  };
};
var nearNames = () => suggestions((name, candidates) => nearName(name, [...candidates]));
var nearName = (name, candidates) => {
  const wanted = normalized(name);
  const [same, ...others] = candidates.filter((candidate) => normalized(candidate) === wanted);
  const [only, ...more] = candidates.filter((candidate) => lastSegmentOf(candidate) === lastSegmentOf(name));
  if (same !== void 0 && others.length === 0) return same;
  if (only !== void 0 && more.length === 0) return only;
  return closestWord(name, candidates);
};
var normalized = (name) => name.toLowerCase().replaceAll("-", "_");
var editDistance = (left, right) => {
  let before = [];
  let row = Array.from({ length: right.length + 1 }, (_2, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j2 = 1; j2 <= right.length; j2++) {
      const replaced = (row[j2 - 1] ?? 0) + (left[i - 1] === right[j2 - 1] ? 0 : 1);
      const isSwapped = i > 1 && j2 > 1 && left[i - 1] === right[j2 - 2] && left[i - 2] === right[j2 - 1];
      const swapped = isSwapped ? (before[j2 - 2] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j2] ?? 0) + 1, (next[j2 - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
};

// src/pebble/pebble-tree.ts
var childrenOf = (expression) => {
  if (expression.kind === "attribute") return [expression.of, expression.name, ...expression.values ?? []];
  if (expression.kind === "operation") return expression.operands;
  if (!isInvocation(expression)) return [];
  const { input, given } = expression;
  return [...input ? [input] : [], ...given.map(({ value }) => value)];
};
var isInvocation = (expression) => "given" in expression;
var expressionsIn = ({ tags }) => tags.flatMap(({ value }) => partsIn(value));
var partsIn = (expression) => {
  const found = [];
  const waiting = [expression];
  for (let each = waiting.pop(); each !== void 0; each = waiting.pop()) {
    found.push(each);
    for (const part of childrenOf(each).toReversed()) waiting.push(part);
  }
  return found;
};

// src/pebble/pebble-names.ts
var readsIn = (expression) => {
  const found = [];
  const inside = /* @__PURE__ */ new Map();
  for (const part of partsIn(expression)) {
    if (part.kind !== "attribute") found.push({ of: part, steps: inside.get(part) ?? [] });
    else if (!inside.has(part)) stepsOf(part, inside);
  }
  return found;
};
var stepsOf = (outermost, inside) => {
  const chain = [];
  let at = outermost;
  for (; at.kind === "attribute"; at = at.of) {
    chain.push(at);
    inside.set(at, []);
  }
  chain.reverse();
  const call = chain.findIndex(({ values }) => values !== void 0);
  const steps = call === -1 ? chain : chain.slice(0, call);
  inside.set(
    at,
    steps.map(({ name, at: start, end }) => ({ name: literalText(name), start, end }))
  );
};
var literalText = (expression) => {
  const value = expression.kind === "literal" ? expression.value : void 0;
  return typeof value === "string" && !value.includes("\\") ? value : void 0;
};
var namedSteps = (steps) => {
  const end = steps.findIndex(({ name }) => name === void 0);
  return steps.slice(0, end === -1 ? steps.length : end).filter(isNamed);
};
var isNamed = (step) => step.name !== void 0;
var CONDITIONS2 = /* @__PURE__ */ new Set(["?", "and", "or"]);
var careOf = ({ isInBlock, value }) => {
  const parts = partsIn(value);
  const isGuarded = parts.some(isGuard);
  const conditional = /* @__PURE__ */ new Set();
  for (const part of parts) {
    if (part.kind !== "operation" || !CONDITIONS2.has(part.operator)) continue;
    for (const operand of part.operands.slice(1))
      if (!conditional.has(operand)) for (const inner of partsIn(operand)) conditional.add(inner);
  }
  return (part) => ({ isGuarded, isConditional: isInBlock || conditional.has(part) });
};
var isGuard = (part) => {
  if (part.kind === "operation") return part.operator.startsWith("??");
  return part.kind === "test" && part.name === "defined" || part.kind === "filter" && part.name === "default";
};

// src/lint/rules/expressions/static-type.ts
var typed = (names, type) => names.split(" ").map((name) => [name, type]);
var TYPE_BY_LITERAL = /* @__PURE__ */ new Map([
  ["string", "text"],
  ["number", "number"],
  ["boolean", "boolean"]
]);
var TYPE_BY_INPUT = new Map([
  ...typed("STRING SELECT ENUM DATE DATETIME TIME URI EMAIL", "text"),
  ...typed("INT FLOAT DURATION", "number"),
  ...typed("BOOL BOOLEAN", "boolean"),
  ...typed("ARRAY MULTISELECT", "list")
]);
var TYPE_BY_FILTER = new Map([
  ...typed("length number abs", "number"),
  ...typed("upper lower trim string title capitalize toJson join date replace md5 sha1 sha256 sha512", "text"),
  ...typed("substringBefore substringBeforeLast substringAfter substringAfterLast urlencode base64encode", "text"),
  ...typed("split keys chunk distinct flatten", "list")
]);
var TYPE_BY_FUNCTION = new Map([
  ...typed("now uuid ksuid read", "text"),
  ...typed("randomInt randomPort fileSize", "number"),
  ...typed("range", "list")
]);
var TYPE_BY_OPERATOR = new Map([
  ...typed("== != equals < > <= >= and or not contains isIn", "boolean"),
  ...typed("* / %", "number"),
  ...typed("~ #{", "text"),
  ["[", "list"],
  ["{", "map"]
]);
var inputTypes = ({ value }) => new Map(
  mapsIn(value["inputs"], ["inputs"]).flatMap(({ value: { id, type } }) => {
    const of = TYPE_BY_INPUT.get(type);
    return typeof id === "string" && of !== void 0 ? [[id, of]] : [];
  })
);
var staticType = (expression, inputs) => {
  const { kind } = expression;
  if (kind === "literal") return TYPE_BY_LITERAL.get(typeof expression.value);
  if (kind === "operation") return TYPE_BY_OPERATOR.get(expression.operator);
  if (kind === "filter") return TYPE_BY_FILTER.get(expression.name);
  if (kind === "function") return TYPE_BY_FUNCTION.get(expression.name);
  return kind === "test" ? "boolean" : inputs.get(inputOf(expression) ?? "");
};
var inputOf = (expression) => {
  if (expression.kind !== "attribute") return void 0;
  const [first] = readsIn(expression);
  const names = namedSteps(first?.steps ?? []);
  const isInput = first?.of.kind === "variable" && first.of.name === "inputs" && names.at(-1)?.end === expression.end;
  return isInput ? names.map(({ name }) => name).join(".") : void 0;
};
var inputValues = ({ value }, expression) => {
  const id = inputOf(expression);
  return id === void 0 ? void 0 : valuesOfInputs(value).get(id);
};
var inputDefault = ({ value }, expression) => {
  const id = inputOf(expression);
  const input = mapsIn(value["inputs"], ["inputs"]).find((each) => each.value["id"] === id);
  const given = id === void 0 ? void 0 : input?.value["defaults"] ?? void 0;
  return given === void 0 ? void 0 : String(given);
};
var valuesByFlow = /* @__PURE__ */ new WeakMap();
var valuesOfInputs = (flow) => {
  const known = valuesByFlow.get(flow);
  if (known !== void 0) return known;
  const inputs = Map.groupBy(mapsIn(flow["inputs"], ["inputs"]), ({ value: { id } }) => id);
  const values = new Map(
    [...inputs].map(([id, [input, ...more]]) => [
      id,
      input && more.length === 0 ? valuesOfInput(input.value) : void 0
    ])
  );
  valuesByFlow.set(flow, values);
  return values;
};
var valuesOfInput = ({ type, values, allowCustomValue, expression, defaults, required: required2 }) => {
  const none = defaults === void 0 && required2 === false ? [""] : [];
  if (type === "BOOL" || type === "BOOLEAN") return /* @__PURE__ */ new Set(["true", "false", ...none]);
  const isClosed = (type === "SELECT" || type === "ENUM") && !allowCustomValue && expression === void 0;
  if (!isClosed || !Array.isArray(values) || !values.every((each) => ["string", "number", "boolean"].includes(typeof each)))
    return void 0;
  return /* @__PURE__ */ new Set([...values.map(String), ...none]);
};
var constantValue = (part, ofAttribute) => {
  if (part.kind === "literal") return part.value;
  if (part.kind === "attribute") return ofAttribute(part);
  if (part.kind !== "operation") return void 0;
  const [left, right] = part.operands.map((operand) => constantValue(operand, ofAttribute));
  const isComparable = left !== void 0 && typeof left === typeof right;
  switch (part.operator) {
    case "==":
    case "equals":
      return isComparable ? left === right : void 0;
    case "!=":
      return isComparable ? left !== right : void 0;
    case "not":
      return typeof left === "boolean" ? !left : void 0;
    case "and":
      return left === false || right === false ? false : void 0;
    case "or":
      return left === false && right === false ? false : void 0;
    default:
      return void 0;
  }
};

// src/lint/rules/expressions/case-never-chosen.ts
var case_never_chosen_default = defineRule({
  codes: {
    "case-never-chosen": {
      severity: "warning",
      title: "A case that its Switch never chooses",
      why: "The value is a text without braces, or an input that cannot have the value of the case; letter case counts. The Switch runs its `defaults`, or nothing.",
      fix: "Write the value between braces, and name each case after a value of the input.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                cvs:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
              defaults:
                - id: bye
                  type: io.kestra.plugin.core.log.Log
                  message: Bye
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                csv:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
              defaults:
                - id: bye
                  type: io.kestra.plugin.core.log.Log
                  message: Bye
        `
      }
    },
    "value-without-case": {
      ...FAILS_WHEN_RUN,
      title: "A value of a Switch without a branch",
      why: "The value is an input with known values (SELECT, BOOL). One of them has no case, and there are no `defaults`: an execution with that value fails at the Switch. It is an info if the default of the input has a case.",
      fix: "Add the case, or `defaults` for all other values.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                csv:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: kind
              type: SELECT
              values: [csv, json]
          tasks:
            - id: choose
              type: io.kestra.plugin.core.flow.Switch
              value: "{{ inputs.kind }}"
              cases:
                csv:
                  - id: hello
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
              defaults:
                - id: bye
                  type: io.kestra.plugin.core.log.Log
                  message: Bye
        `
      }
    }
  },
  flow: (flow, known) => checkSwitch(flow, known)
});
var checkSwitch = (flow) => flow.nodes.filter(
  ({ type, isCertain, path }) => isCertain && type?.endsWith(".Switch") === true && !neverRuns(flow.value, path)
).flatMap((node2) => switchFindings(flow, node2));
var switchFindings = (flow, { value: { value, cases, defaults }, path }) => {
  if (typeof value !== "string" || !isMapValue(cases)) return [];
  const keys = Object.keys(cases);
  if (!isTemplate(value)) {
    if (Object.hasOwn(cases, value)) return [];
    const message = `No case is called \`${value}\`, and without braces the value is just that text.`;
    const hint = value.includes(".") ? `Write \`{{ ${value} }}\`.` : void 0;
    return [{ code: "case-never-chosen", path: [...path, "value"], message, hint }];
  }
  const whole = wholeExpression(value);
  const values = whole && inputValues(flow, whole);
  if (whole === void 0 || values === void 0) return [];
  const left = keys.some(hasExpression) || Array.isArray(defaults) ? [] : [...values].filter((each) => !keys.includes(each));
  const usual = inputDefault(flow, whole);
  const severity = usual !== void 0 && !left.includes(usual) ? "info" : void 0;
  const without = valuesWithoutCase(left, path).map((finding) => ({ ...finding, severity }));
  return [...unreachableCases(values, keys, path), ...without];
};
var valuesWithoutCase = (left, path) => {
  const named2 = left.filter((each) => each !== "").slice(0, MOST_VALUES);
  if (named2.length === 0) return [];
  const values = joined(named2.map((each) => `\`${each}\``));
  const message = `Where the value is ${values}, this Switch has no case and no \`defaults\`: the task fails.`;
  return [{ code: "value-without-case", path: [...path, "value"], message }];
};
var MOST_VALUES = 10;
var unreachableCases = (values, keys, path) => keys.filter((key) => !values.has(key) && !hasExpression(key)).map((key) => {
  const near = closestWord(key, values);
  const some = [...values].slice(0, MOST_VALUES).map((each) => `\`${each}\``);
  const isNew = near !== void 0 && !keys.includes(near);
  const hint = isNew ? didYouMean(near) : `The input can be ${some.join(", ")}.`;
  const message = `The value of this Switch is never \`${key}\`.`;
  return { code: "case-never-chosen", path: [...path, "cases", key], part: "key", message, hint };
});

// src/pebble/signatures.ts
var TYPES = ["text", "number", "map"];
var VERSIONS = ["1.0", "1.3", "2.0"];
var FILTERS = `
abbreviate length:number
abs; base64decode; base64encode; capitalize; className; distinct; first; keys; last; length; lower; md5; reverse; rsort
sha1; sha256; sha512; sort; string; title; toIon; toJson; trim; upper; urldecode; urlencode; values; yaml
1.0 1.3: json
2.0: format; nl2br
chunk size:number
date format:text? timeZone? existingFormat? locale?
dateAdd amount unit:text format? timeZone? existingFormat? locale?
default default?
endsWith value; startsWith value
escapeChar type:text
1.0 1.3: flatten -
2.0: flatten
indent amount:number prefix?; nindent amount:number prefix?
join separator:text?
jq expression:text
merge items?
number type:text?; numberFormat format:text?
2.0: regexExtract regex group?; regexMatch regex; regexReplace regex replacement
replace replace_pairs:map regexp?
slice fromIndex:number? toIndex:number?
slugify format? timeZone? existingFormat? locale?
split delimiter:text limit?
substringAfter separator:text; substringAfterLast separator:text; substringBefore separator:text; substringBeforeLast separator:text
timestamp timeZone? existingFormat?; timestampMicro timeZone? existingFormat?
timestampMilli timeZone? existingFormat?; timestampNano timeZone? existingFormat?
`;
var FUNCTIONS = `
1.0 1.3: currentEachOutput outputs; json json:text
1.0 1.3: errorLogs -; fetchContext -; id -; ksuid -; printContext -; randomPort -; uuid -
2.0: errorLogs; fetchContext; id; ksuid; printContext; randomPort; uuid
2.0: dayOfMonth date; dayOfWeek date; hourOfDay date; monthOfYear date; isWeekend date
2.0: isDayWeekInMonth date dayOfWeek position; isLastWorkingDay date workingDays?
2.0: isPublicHoliday date countryCode subDivision?; env name default?; loopOutputs outputs name?
decrypt key:text encrypted:text; encrypt key:text plaintext:text
fileExists path namespace?; fileSize path namespace?; isFileEmpty path namespace?
1.0: fileURI path; read path namespace?; secret key:text namespace? subkey?
1.3: fileURI path namespace? version?; read path namespace? version?
2.0: fileURI path namespace? revision?; read path namespace? revision?
1.3 2.0: secret key:text namespace? subkey? full?; nanoId length? alphabet?
1.3 2.0: subflow namespace:text id:text inputs? revision? labels? timeout?
fromIon ion:text allRows?; fromJson json:text; yaml yaml:text
http uri:text method? query? body? contentType? headers? options? accept?
i18n bundle? key? params?
kv key:text namespace? errorOnMissing?
max; min; now format:text? timeZone? existingFormat? locale?
randomInt lower:number upper:number; range start end increment?
render toRender recursive?; renderOnce toRender
tasksWithState state:text
appLink; assets; block; credential; parent
`;
var TESTS = "defined; empty; even; iterable; json; map; null; odd";
var tableOf = (text, version2) => new Map(
  text.split("\n").flatMap((line) => {
    const [, versions, entries = ""] = /^(?:([\d. ]+): )?(.*)$/.exec(line) ?? [];
    const isOther2 = versions !== void 0 && !versions.split(" ").includes(version2);
    return isOther2 || entries === "" ? [] : entries.split("; ").map(signatureOf);
  })
);
var signatureOf = (entry) => {
  const [name = "", ...parts] = entry.split(" ");
  return [name, { parameters: parts.length === 0 ? void 0 : parts.filter((part) => part !== "-").map(parameterOf) }];
};
var parameterOf = (word) => {
  const [name = "", type] = word.replace("?", "").split(":");
  return { name, isRequired: !word.endsWith("?"), takes: TYPES.find((each) => each === type) };
};
var TABLES = new Map(
  VERSIONS.map((version2) => [
    version2,
    { filter: tableOf(FILTERS, version2), function: tableOf(FUNCTIONS, version2), test: tableOf(TESTS, version2) }
  ])
);
var pebbleVersions = (version2) => {
  if (version2 === void 0) return { names: VERSIONS, areKnown: true };
  const own2 = `${version2.major}.${version2.minor}`;
  if (own2 === "1.1" || own2 === "1.2") return { names: ["1.0", "1.3"], areKnown: true };
  const names = VERSIONS.filter((name) => name === own2);
  return names.length > 0 ? { names, areKnown: true } : { names: VERSIONS, areKnown: false };
};
var signaturesOf = (kind, name, versions) => versions.flatMap((version2) => TABLES.get(version2)?.[kind].get(name) ?? []);
var parametersOf = (name) => signaturesOf("function", name, VERSIONS).at(-1)?.parameters?.map((parameter) => parameter.name) ?? [];
var invocationNames = (kind, versions) => [
  ...new Set(versions.flatMap((version2) => [...TABLES.get(version2)?.[kind].keys() ?? []]))
];
var ACCEPTED = [
  ["filter abbreviate base64decode capitalize date dateAdd md5 nl2br number sha1 sha256 sha512 split", ["text"]],
  ["filter timestamp timestampMicro timestampMilli timestampNano title trim urldecode urlencode", ["text"]],
  ["filter abs numberFormat", ["number"]],
  ["filter chunk distinct flatten join reverse rsort sort", ["list"]],
  ["filter first last slice", ["text", "list"]],
  ["filter keys merge", ["list", "map"]],
  ["filter values", ["map"]],
  ["test even odd", ["number"]],
  ["test json", ["text"]]
];
var TABLE = new Map(
  ACCEPTED.flatMap(([line, types]) => {
    const [kind, ...names] = line.split(" ");
    return names.map((name) => [`${kind} ${name}`, types]);
  })
);
var acceptedBy = (kind, name) => TABLE.get(`${kind} ${name}`);

// src/flow/declarations.ts
var flowInputs = (flow) => {
  if (!isMapValue(flow)) return NO_INPUTS;
  if (!inputsByFlow.has(flow)) inputsByFlow.set(flow, readInputs(flow["inputs"]));
  return inputsByFlow.get(flow);
};
var NO_INPUTS = { required: /* @__PURE__ */ new Set(), byId: /* @__PURE__ */ new Map() };
var inputsByFlow = /* @__PURE__ */ new WeakMap();
var readInputs = (inputs) => {
  if (inputs === void 0 || inputs === null) return NO_INPUTS;
  if (!Array.isArray(inputs)) return void 0;
  const items = inputs.filter(isMapValue);
  if (items.length < inputs.length || items.some(isExpanded)) return void 0;
  const byId = new Map(items.flatMap((input) => idOf(input).map((id) => [id, input])));
  return { required: new Set(items.filter(mustBePassed).flatMap(idOf)), byId };
};
var missingInputs = ({ required: required2 }, passed2, most) => {
  const count = required2.size - Object.keys(passed2).filter((id) => required2.has(id)).length;
  const first = [];
  for (const id of required2) {
    if (first.length === Math.min(count, most)) break;
    if (!Object.hasOwn(passed2, id)) first.push(id);
  }
  return { count, first };
};
var idOf = ({ id, name }) => scalarId(id ?? name);
var isExpanded = (input) => input["type"] === "FORM" || input["type"] === "REUSABLE_INPUTS";
var mustBePassed = ({ required: required2, defaults, dependsOn: dependsOn2 }) => (defaults === void 0 || defaults === null) && !isFalse(required2) && dependsOn2 === void 0;
var dataIds = (document, list) => {
  const items = isMapValue(document.value) ? document.value[list] : void 0;
  if (!Array.isArray(items)) return [];
  return items.flatMap((_2, index) => {
    const path = [list, index, "id"];
    const id = document.textOf(path);
    return id === void 0 ? [] : [{ id, path }];
  });
};
var flowOutputs = (flow) => {
  const outputs = isMapValue(flow) ? flow["outputs"] ?? [] : void 0;
  if (!Array.isArray(outputs)) return void 0;
  const ids = outputs.map((output) => isMapValue(output) ? output["id"] : void 0);
  const known = ids.filter((id) => typeof id === "string");
  return known.length === ids.length ? new Set(known) : void 0;
};
var declaredNames = (flow) => {
  const nodes = mapNodes(flow);
  return { inputs: inputNames(flow, nodes), outputs: taskIds(nodes), vars: variableNames(flow, nodes) };
};
var inputNames = (flow, nodes) => {
  const declared = flowInputs(flow)?.byId.keys();
  const asked = nodes.filter(({ path }) => isInputOfTask(path)).flatMap(({ value }) => scalarId(value["id"]));
  const passed2 = nodes.filter(({ path }) => path[0] === "triggers" && path.at(-1) === "inputs").flatMap(({ value }) => Object.keys(value));
  return declared && allKnown([...declared, ...asked, ...passed2]);
};
var isInputOfTask = (path) => path.length > 2 && typeof path.at(-1) === "number" && ["onResume", "inputs"].includes(String(path.at(-2)));
var NOT_TASKS = /* @__PURE__ */ new Set(["inputs", "outputs", "triggers"]);
var FOR_EACH_ITEM = /\.ForEachItem$/;
var PARTS_OF_FOR_EACH_ITEM = ["_split", "_items", "_merge"];
var taskIds = (nodes) => {
  const tasks = nodes.filter(({ path }) => path.length > 0 && !NOT_TASKS.has(path[0]));
  if (tasks.some(({ value }) => typeof value["type"] === "string" && value["type"].endsWith(".Template"))) return;
  return allKnown(
    tasks.flatMap(({ value: { id, type } }) => {
      const parts = typeof type === "string" && FOR_EACH_ITEM.test(type) ? PARTS_OF_FOR_EACH_ITEM : [];
      return scalarId(id).flatMap((text) => [text, ...parts.map((part) => text + part)]);
    })
  );
};
var SETS_VARIABLES = /\.SetVariables$/;
var variableNames = ({ variables }, nodes) => {
  const set = nodes.filter(({ value: { type } }) => typeof type === "string" && SETS_VARIABLES.test(type)).map(({ value }) => value["variables"]);
  const all2 = [variables ?? {}, ...set];
  return all2.every(isMapValue) ? allKnown(all2.flatMap(Object.keys)) : void 0;
};
var scalarId = (id) => ["string", "number", "boolean"].includes(typeof id) ? [String(id)] : [];
var allKnown = (names) => names.some(hasExpression) ? void 0 : new Set(names);

// src/flow/walk-tasks.ts
var FLOW_LISTS = ["tasks", "errors", "finally", "afterExecution"];
var walkTasks = (document) => {
  const flow = document.value;
  if (!isMapValue(flow)) return [];
  const found = [];
  const walk = { document, found, isCertain: true };
  for (const key of FLOW_LISTS) walkTaskList(walk, flow[key], [key]);
  for (const { value: trigger, path } of mapsIn(flow["triggers"], ["triggers"])) {
    found.push(flowNode(walk, { kind: "trigger", value: trigger, path }));
    walkConditions(walk, trigger["conditions"], [...path, "conditions"]);
  }
  return found;
};
var isFlowableType = (type) => /^io\.kestra\.(?:plugin\.core\.flow|core\.tasks\.flows)\./.test(type);
var walkTaskList = (walk, list, path) => {
  for (const { value: item, path: itemPath } of mapsIn(list, path)) {
    if (isMapValue(item["task"]) && item["type"] === void 0) walkTask(walk, item["task"], [...itemPath, "task"]);
    else walkTask(walk, item, itemPath);
  }
};
var walkTask = (walk, value, path) => {
  const node2 = flowNode(walk, { kind: "task", value, path });
  if (!walk.isCertain && !looksLikeTask(node2)) return;
  walk.found.push(node2);
  const below = { ...walk, isCertain: walk.isCertain && isFlowableType(node2.type ?? "") };
  for (const [key, child] of Object.entries(value)) walkChildren(below, child, [...path, key]);
};
var TASK_LISTS = /* @__PURE__ */ new Set(["tasks", "then", "else", "defaults", "errors", "finally"]);
var walkChildren = (walk, child, path) => {
  const key = path.at(-1);
  if (TASK_LISTS.has(key)) walkTaskList(walk, child, path);
  if (!isMapValue(child)) return;
  if (key === "onPause") walkTask(walk, child, path);
  if (key === "cases") for (const name of Object.keys(child)) walkTaskList(walk, child[name], [...path, name]);
};
var walkConditions = (walk, conditions, path) => {
  const visit2 = (value, itemPath) => {
    walk.found.push(flowNode(walk, { kind: "condition", value, path: itemPath }));
    walkConditions(walk, value["conditions"], [...itemPath, "conditions"]);
  };
  for (const { value, path: itemPath } of mapsIn(conditions, path)) visit2(value, itemPath);
  if (!isMapValue(conditions)) return;
  for (const [name, condition] of Object.entries(conditions)) {
    if (isMapValue(condition)) visit2(condition, [...path, name]);
  }
};
var flowNode = (walk, { kind, value, path }) => ({
  kind,
  value,
  path,
  id: walk.document.textOf([...path, "id"]),
  type: typeof value["type"] === "string" ? value["type"] : void 0,
  isCertain: walk.isCertain
});
var looksLikeTask = (node2) => node2.id !== void 0 && node2.type !== void 0 && /^[\w$]+(?:\.[\w$]+)+$/.test(node2.type);

// src/flow/context-references.ts
var readNames = ({ template, text }) => (template?.tags ?? []).flatMap((tag) => {
  const care = careOf(tag);
  const isOfGitHub = text[tag.start - 1] === "$";
  return readsIn(tag.value).flatMap(({ of, steps }) => {
    if (of.kind !== "variable" || template?.names.has(of.name)) return [];
    const { name: root, start, end } = of;
    return [{ root, names: namedSteps(steps), steps, start, end, isOfGitHub, ...care(of) }];
  });
});
var ROOTS = /* @__PURE__ */ new Set(["inputs", "outputs", "vars"]);
var IS_FLOW = /^[ \t]*tasks:[ \t]*$/m;
var readContextReferences = (text) => readNames({ text, template: ownTemplate(text) }).flatMap(({ root, ...variable }) => {
  const last = variable.names.at(-1);
  return isRoot(root) && last ? [{ ...variable, root, hyphenated: hyphenatedName(text, last) }] : [];
});
var ownTemplate = (text) => {
  if (!mayBeRendered(text)) return void 0;
  const parsed = parsePebble(text);
  if ("says" in parsed) return void 0;
  return text.includes("${{") ? { ...parsed, tags: parsed.tags.filter(({ start }) => text[start - 1] !== "$") } : parsed;
};
var mayBeRendered = (text) => isTemplate(text) && !IS_FLOW.test(text);
var wholeReference = (text) => {
  const whole = ownTemplate(text.trim())?.whole;
  const [reference, ...others] = whole?.kind === "attribute" ? readContextReferences(text.trim()) : [];
  return others.length === 0 && reference?.steps.at(-1)?.end === whole?.end ? reference : void 0;
};
var isRoot = (text) => ROOTS.has(text);
var HYPHENATED = /(?:-\w+)+/y;
var hyphenatedName = (text, { name, end }) => {
  HYPHENATED.lastIndex = end;
  const more = text[end - 1] === "]" ? null : HYPHENATED.exec(text);
  return more === null ? void 0 : name + more[0];
};
var OTHER_CONTEXT = /* @__PURE__ */ new Set(["triggers", "listeners"]);
var CALLS_FLOW = /\.(?:Subflow|Flow|ForEachItem)$/;
var renderedTexts = (flow) => textsIn(flow, isRendered);
var isRendered = (parent, key, path) => {
  if (!isMapValue(parent)) return true;
  if (path.length === 0) return !OTHER_CONTEXT.has(key) && key !== "description";
  if (isDisabled(parent)) return false;
  if (key === "description" || key === "displayName") return parent["id"] === void 0;
  if (key === "onResume" || key === "inputs" && Array.isArray(parent[key])) return false;
  const { type } = parent;
  return !(key === "outputs" && typeof type === "string" && CALLS_FLOW.test(type));
};

// src/lint/expression-texts.ts
var NOT_RENDERED = /* @__PURE__ */ new Set(["variables", "labels"]);
var readExpressions = (flow) => [
  ...renderedTexts(flow).filter(({ path }) => !NOT_RENDERED.has(path[0])).flatMap((text) => parseText2(text, true)),
  ...triggerTexts(flow).flatMap((text) => parseText2(text, false))
];
var parseText2 = (rendered, seesExecution) => {
  const { text } = rendered;
  if (!mayBeRendered(text)) return [];
  const parsed = parsePebble(text);
  if ("says" in parsed) return [{ ...rendered, template: void 0, fault: parsed, parts: [], seesExecution }];
  return [{ ...rendered, template: parsed, fault: void 0, parts: expressionsIn(parsed), seesExecution }];
};
var triggerTexts = (flow) => mapsIn(flow["triggers"], ["triggers"]).filter(({ value }) => !isDisabled(value)).flatMap(({ value, path }) => textsIn(value).map((below) => ({ ...below, path: [...path, ...below.path] }))).filter(({ path }) => path.at(-1) !== "description");
var CORE = /^io\.kestra\.(?:plugin\.core|core\.tasks)\./;
var SCRIPTS = /^io\.kestra\.plugin\.scripts\./;
var OWN_NAMES = /\.(?:FilterItems|DeduplicateItems|Counts?|TemplatedTask|Template)$/;
var isSurelyRendered = (nodes, text) => {
  const type = ownType(nodes, text);
  return text.path[0] === "outputs" || type !== void 0 && (CORE.test(type) || SCRIPTS.test(type));
};
var closedContext = (nodes, text) => {
  const type = ownType(nodes, text);
  return text.path[0] === "outputs" || type !== void 0 && CORE.test(type) && !OWN_NAMES.test(type);
};
var enclosing = (nodes, text) => {
  const around = tasksAround(nodes, text);
  if (around.length === 0 || around.slice(0, -1).some(({ type }) => !isFlowableType(type ?? ""))) return void 0;
  return around.map(({ type = "" }) => type);
};
var ownType = (nodes, text) => {
  const node2 = tasksAround(nodes, text).at(-1);
  return text.seesExecution && node2?.isCertain === true ? node2.type : void 0;
};
var tasksAround = (nodes, { path }) => {
  const byPath = tasksByPath.get(nodes) ?? tasksByPathKey(nodes);
  tasksByPath.set(nodes, byPath);
  return path.flatMap((_2, index) => byPath.get(pathKey(path.slice(0, index + 1))) ?? []);
};
var tasksByPath = /* @__PURE__ */ new WeakMap();
var tasksByPathKey = (nodes) => new Map(nodes.flatMap((node2) => node2.kind === "task" ? [[pathKey(node2.path), node2]] : []));
var pathKey = (path) => JSON.stringify(path);

// src/lint/rule-context.ts
var ruleContext = ({ file, document }, given) => {
  const { value } = document;
  if (!isMapValue(value)) return void 0;
  return {
    file,
    document,
    value,
    nodes: walkTasks(document),
    declared: declaredNames(value),
    texts: readExpressions(value),
    placeOf: textPositions(document),
    ...given
  };
};
var infoWhereIdle = ({ value }, path) => neverRuns(value, path) ? { severity: "info" } : {};
var findingIn = (flow, { text, path }, { start, end, ...finding }) => ({
  ...finding,
  ...isInOptionalOutput(flow, path) ? { severity: "info" } : {},
  path,
  position: flow.placeOf({ path, offset: start, written: text.slice(start, end) })
});
var isInOptionalOutput = ({ value: { outputs } }, [list, index]) => {
  const output = list === "outputs" && Array.isArray(outputs) ? outputs[Number(index)] : void 0;
  return isMapValue(output) && output["required"] === false;
};
var textPositions = (document) => {
  const finders = /* @__PURE__ */ new Map();
  return ({ path, offset, written }) => {
    const word = /^\w*/.exec(written)?.[0] || written;
    const key = JSON.stringify([word, path]);
    const findPosition = finders.get(key) ?? wordPositions(document, path, word);
    finders.set(key, findPosition);
    return findPosition({ offset, written });
  };
};
var wordPositions = (document, path, word) => {
  const range = document.rangeOf(path);
  const inText2 = offsetsOf(word, document.textOf(path) ?? "");
  const inSource = range ? offsetsOf(word, document.source.slice(range.start, range.end)) : [];
  if (!range || inText2.length !== inSource.length) return () => void 0;
  const sources = new Map(inText2.map((offset, index) => [offset, range.start + (inSource[index] ?? 0)]));
  return ({ offset, written }) => {
    const start = sources.get(offset);
    if (start === void 0) return void 0;
    const end = document.source.startsWith(written, start) ? start + written.length : start + word.length;
    return document.positionAt({ start, end });
  };
};

// src/lint/rules/expressions/compare-fails.ts
var compare_fails_default = defineRule({
  codes: {
    "compare-fails": {
      ...FAILS_WHEN_RUN,
      title: "A comparison of values that cannot be compared",
      why: "`<`, `>`, `<=` and `>=` fail on a text and a number, and on booleans, lists and maps. `contains` fails on a number. Inputs have their declared type. Kestra 1.x also fails on two texts.",
      fix: "Make both sides numbers: write `| number` after a text.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: STRING
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.count > 5 }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: STRING
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.count == '7' }}"
        `
      }
    },
    "never-equal": {
      severity: "warning",
      title: "An equality that is never true",
      why: "Kestra compares without conversion: `7 == '7'` and `true == 'true'` are always false. A SELECT input never equals a text that is not one of its values.",
      fix: "Compare with a value of the same type that the input can have.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
              type: BOOL
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.flag == 'true' }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
              type: BOOL
          tasks:
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ inputs.flag == true }}"
        `
      }
    }
  },
  flow: (flow, known) => checkComparisons(flow, known)
});
var ORDER = /* @__PURE__ */ new Set(["<", ">", "<=", ">="]);
var EQUALITY = /* @__PURE__ */ new Set(["==", "!=", "equals"]);
var checkComparisons = (flow) => {
  const inputs = inputTypes(flow);
  return flow.texts.flatMap((text) => {
    if (text.template?.names.has("inputs")) return [];
    return text.parts.flatMap((part) => {
      const reported2 = wrongIn(flow, part, inputs);
      return reported2 === void 0 ? [] : [findingIn(flow, text, { ...reported2, start: part.start, end: part.end })];
    });
  });
};
var wrongIn = (flow, part, inputs) => {
  if (part.kind === "filter" || part.kind === "test") return wrongInput(part, inputs);
  if (part.kind !== "operation" || part.operands.length !== 2) return void 0;
  const { operator, operands } = part;
  const [left, right] = operands.map((each) => staticType(each, inputs));
  if (operator === "contains" && (left === "number" || left === "boolean"))
    return { code: "compare-fails", message: `A ${left} contains nothing: this fails.`, hint: void 0 };
  if (left === void 0 || right === void 0) return void 0;
  if (EQUALITY.has(operator))
    return left === right ? neverChosen(flow, part) : neverEqual(operator, `A ${left} is never equal to a ${right}`, hintOf([left, right]));
  return ORDER.has(operator) ? failing(flow, operator, [left, right]) : void 0;
};
var wrongInput = ({ kind, name, input }, inputs) => {
  const accepted = kind === "function" ? void 0 : acceptedBy(kind, name);
  const type = input && staticType(input, inputs);
  if (accepted === void 0 || type === void 0 || accepted.includes(type)) return void 0;
  const message = `The ${kind} \`${name}\` takes a ${accepted.join(" or a ")}, and gets a ${type}.`;
  return { code: "wrong-arguments", message, hint: void 0 };
};
var neverEqual = (operator, what, hint) => {
  const message = `${what}: this is ${operator === "!=" ? "always" : "never"} true.`;
  return { code: "never-equal", message, hint };
};
var neverChosen = (flow, { operator, operands }) => {
  const text = operands.map(literalText).find((each) => each !== void 0);
  const values = operands.map((each) => inputValues(flow, each)).find((each) => each !== void 0);
  if (text === void 0 || values === void 0 || values.has(text)) return void 0;
  return neverEqual(operator, `The input is never \`${text}\``, suggestion(text, values));
};
var failing = ({ version: version2 }, operator, [left, right]) => {
  if (left === "number" && right === "number") return void 0;
  if (left === "text" && right === "text" && (version2 === void 0 || isAtLeast(version2, 2, 0))) return void 0;
  const message = `Kestra cannot compare a ${left} with a ${right} by \`${operator}\`.`;
  return { code: "compare-fails", message, hint: hintOf([left, right]) };
};
var hintOf = (types) => HINTS.get(types.toSorted().join());
var HINTS = /* @__PURE__ */ new Map([
  ["number,text", "Make a number of the text with `| number`, or put the number in quotes."],
  ["boolean,text", "Write `true` without quotes, or the expression by itself."],
  ["text,text", "Make numbers of both with `| number`."]
]);

// src/lint/rules/expressions/expression-syntax.ts
var expression_syntax_default = defineRule({
  codes: {
    "expression-syntax": {
      ...FAILS_WHEN_RUN,
      title: "An expression that Kestra cannot read",
      why: "Kestra renders a text as a whole: one broken tag, or one of another template language (`{{ .Names }}`, `{{#if}}`), fails the task.",
      fix: "Put text that Kestra must not render between `{% raw %}` and `{% endraw %}`, in one line.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a | upper }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a' | upper }}"
        `
      }
    }
  },
  flow: (flow, known) => checkSyntax(flow, known)
});
var checkSyntax = (flow) => flow.texts.flatMap((text) => {
  const { fault } = text;
  if (fault === void 0 || !isSurelyRendered(flow.nodes, text) && isForeign(text.text, fault.start)) return [];
  const { start, end, says } = fault;
  const message = `Kestra cannot read this expression: ${says}.`;
  return [findingIn(flow, text, { code: "expression-syntax", message, start, end })];
});
var OPENING2 = /\{[{%#]/g;
var FOREIGN = /^\{\{[-~]?\s*(?:[.$#/>!^&@{]|(?:range|with|define|template|end|if|else|block|printf|each|include|jq)\b)/;
var isForeign = (text, at) => {
  const openings = [...text.matchAll(OPENING2)].filter(({ index }) => index <= at);
  const start = openings.at(-1)?.index ?? 0;
  return text[start - 1] === "$" || FOREIGN.test(text.slice(start));
};

// src/flow/ids-read-differently.ts
var idsReadDifferently = (flow) => new Map(
  idPaths(flow).flatMap((path) => {
    const different = readDifferently(flow.document, path);
    return different === void 0 ? [] : [[different.written, different.text]];
  })
);
var idPaths = ({ document, nodes }) => [
  ...nodes.map(({ path }) => [...path, "id"]),
  ...[...dataIds(document, "inputs"), ...dataIds(document, "outputs")].map(({ path }) => path)
];
var readDifferently = (document, path) => {
  if (typeof valueAt(document.value, path) === "string") return void 0;
  const text = document.textOf(path);
  const range = text === void 0 ? void 0 : document.rangeOf(path);
  if (text === void 0 || range === void 0) return void 0;
  const written = document.source.slice(range.start, range.end);
  return written === text ? void 0 : { written, text };
};

// src/lint/rules/expressions/undeclared-input.ts
var undeclared_input_default = defineRule({
  codes: {
    "undeclared-input": {
      ...FAILS_WHEN_RUN,
      title: "An expression with an input that the flow does not have",
      why: "`{{ inputs.name }}` names no input of the flow. Kestra stores the flow; the expression fails.",
      fix: "Correct the name, declare the input, or write `{{ inputs.name ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ inputs.whom }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ inputs.who }}"
        `
      }
    },
    "undeclared-output": {
      ...FAILS_WHEN_RUN,
      title: "An expression with the output of a task that the flow does not have",
      why: "`{{ outputs.task.property }}` names no task of the flow. Kestra stores the flow; the expression fails.",
      fix: "Correct the id of the task, or write `{{ outputs.task.property ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.frist.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.first.value }}"
        `
      }
    },
    "undeclared-variable": {
      ...FAILS_WHEN_RUN,
      title: "An expression with a variable that the flow does not have",
      why: "`{{ vars.name }}` is neither in the `variables` of the flow nor set by its `SetVariables` tasks. Kestra stores the flow; the expression fails. Variables of a namespace are in `namespace`, those of the server in `globals`.",
      fix: "Correct the name, or declare the variable.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          variables:
            color: red
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ vars.colour }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          variables:
            color: red
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ vars.color }}"
        `
      }
    }
  },
  flow: (flow, known) => checkExpressions(flow, known)
});
var ROOTS2 = {
  inputs: { code: "undeclared-input", noun: "input" },
  outputs: { code: "undeclared-output", noun: "task" },
  vars: { code: "undeclared-variable", noun: "variable" }
};
var checkExpressions = (flow) => {
  const all2 = renderedTexts(flow.value).flatMap(
    (text) => readContextReferences(text.text).map((reference) => ({ text, reference }))
  );
  const guarded = new Set(all2.flatMap(({ reference }) => reference.isGuarded ? [firstName(reference)] : []));
  const nearest = {
    inputs: suggestions(closestWord),
    outputs: suggestions(closestWord),
    vars: suggestions(closestWord)
  };
  const misread2 = idsReadDifferently(flow);
  return all2.flatMap(({ text, reference }) => {
    const { root, start } = reference;
    const declared = flow.declared[root];
    const last = declared && firstUndeclared(reference, declared);
    if (declared === void 0 || last === void 0 || guarded.has(firstName(reference))) return [];
    const { name, end } = last;
    const { code, noun } = ROOTS2[root];
    const message = `The flow has no ${noun} "${name}".`;
    const hint = misreadHint(name, misread2) ?? hintFor2(reference, declared, () => nearest[root](name, () => declared));
    return [findingIn(flow, text, { code, message, hint, start, end })];
  });
};
var misreadHint = (name, misread2) => {
  const text = misread2.get(name);
  return text && `Write ${JSON.stringify(name)} where it is declared: YAML reads the id \`${name}\` as "${text}".`;
};
var firstName = ({ root, names }) => `${root}.${names[0]?.name}`;
var hintFor2 = ({ root, hyphenated }, declared, nearest) => {
  if (hyphenated !== void 0 && declared.has(hyphenated))
    return `Write \`${root}['${hyphenated}']\`: a hyphen subtracts.`;
  const near = nearest();
  return didYouMean(near && referenceText(root, near));
};
var firstUndeclared = ({ root, names }, declared) => {
  const beginnings = root === "inputs" ? beginningsOf(declared) : void 0;
  let known = "";
  for (const { name, end } of root === "inputs" ? names : names.slice(0, 1)) {
    const own2 = known + name;
    if (declared.has(own2)) return void 0;
    known = `${own2}.`;
    if (beginnings?.has(own2) !== true) return { name: own2, end };
  }
  return void 0;
};
var beginningsByIds = /* @__PURE__ */ new WeakMap();
var beginningsOf = (ids) => {
  const known = beginningsByIds.get(ids);
  if (known !== void 0) return known;
  const beginnings = new Set([...ids].flatMap((id) => [...id.matchAll(/\./g)].map(({ index }) => id.slice(0, index))));
  beginningsByIds.set(ids, beginnings);
  return beginnings;
};
var referenceText = (root, name) => /^[A-Za-z_][\w.]*$/.test(name) ? `${root}.${name}` : `${root}['${name}']`;

// src/lint/rules/expressions/context-table.ts
var table = (text) => new Map(
  text.trim().split("\n").map((line) => {
    const [name = "", values = ""] = line.split(": ");
    return [name, values.split(" ")];
  })
);
var CONTEXT_ROOTS = new Set(
  `envs execution files flow globals inputs item kestra labels namespace outputs parent parents schedule task taskrun tasks trigger vars workerTaskrun
addSecretConsumer secretConsumer assets error`.split(/\s/)
);
var TRACE_ROOT = "trace";
var CONTEXT_PROPERTIES = table(`
flow: id namespace revision tenantId
execution: id state startDate endDate originalId outputs
task: id type
taskrun: id startDate attemptsCount parentId value iteration items
item: index key value parent parents
kestra: environment url
`);
var COMMON_MISTAKES = table(`
inputs: input params parameters
outputs: output
vars: variables variable var
labels: label
envs: env environment
execution: executions
taskrun: taskRun task_run taskruns
trigger: triggers
flow: flows
`);
var MISNAMED_ROOTS = new Map(
  [...COMMON_MISTAKES].flatMap(([root, values]) => values.map((value) => [value, root]))
);

// src/lint/rules/expressions/unknown-context.ts
var unknown_context_default = defineRule({
  codes: {
    "unknown-context": {
      ...FAILS_WHEN_RUN,
      title: "An expression with a name that no execution has",
      why: "Beside inputs, outputs, variables and labels an execution has `flow`, `execution`, `task`, `taskrun`, `trigger` and a few more, each with some properties; `item` and `taskrun.value` exist only inside a loop. Any other name fails the task. An unknown label is reported only if the flow has a similar one.",
      fix: "Correct the name, or write `{{ name ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ flow.name }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ flow.namespace }}"
        `
      }
    },
    "uncertain-context": {
      severity: "info",
      title: "An expression with a name that only some servers know",
      why: "Executions have `trace` since Kestra 2.0, and only on a server with tracing. With `strict` this stays an info.",
      fix: "Write `{{ trace.name ?? '' }}`, with your property instead of `name`, if the server may not trace.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trace.traceId }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trace.traceId ?? '' }}"
        `
      }
    }
  },
  flow: (flow, known) => checkNames(flow, known)
});
var checkNames = (flow) => {
  const all2 = flow.texts.flatMap(
    (text) => readNames(text).filter(({ start }) => !isHyphenated(text.text, start)).map((name) => ({ text, name }))
  );
  const guarded = new Set(all2.filter(({ name }) => name.isGuarded).map(({ name }) => firstNameKey(name)));
  const severity = pebbleVersions(flow.version).areKnown ? void 0 : "info";
  return all2.flatMap(({ text, name }) => {
    if (!text.seesExecution || guarded.has(firstNameKey(name))) return [];
    if (name.isOfGitHub && !isSurelyRendered(flow.nodes, text)) return [];
    const reported2 = wrongIn2(flow, text, name);
    return reported2 === void 0 ? [] : [findingIn(flow, text, { ...reported2, start: name.start, severity })];
  });
};
var isHyphenated = (text, start) => /\w-$/.test(text.slice(0, start).slice(-2));
var firstNameKey = ({ root, names }) => `${root}.${names[0]?.name ?? ""}`;
var wrongIn2 = (flow, text, name) => {
  const { root, names, end } = name;
  const [first] = names;
  const code = "unknown-context";
  if (root === TRACE_ROOT && (flow.version === void 0 || isAtLeast(flow.version, 2, 0))) {
    if (!closedContext(flow.nodes, text)) return void 0;
    return { code: "uncertain-context", message: "An execution has `trace` only where the server traces.", end };
  }
  if (!CONTEXT_ROOTS.has(root)) {
    const isMisnamed = (MISNAMED_ROOTS.has(root) || root === "secrets") && names.length > 0;
    if (!isMisnamed && !closedContext(flow.nodes, text)) return void 0;
    return { code, message: `No execution has \`${root}\`.`, hint: rootHint(flow, name), end };
  }
  if (root === "vars") return unknownVariable(flow, names);
  const reported2 = first && wrongBelow(flow, root, first.name);
  return reported2 === void 0 || first === void 0 ? misplacedName(flow, text, name) : { code, ...reported2, end: first.end };
};
var NAMED_BY = /^(?:secret|kv|env|read)s?$/;
var rootHint = ({ declared, version: version2 }, { root, names }) => {
  if (declared.inputs?.has(root)) return `Write \`inputs.${root}\`.`;
  if (declared.vars?.has(root)) return `Write \`vars.${root}\`.`;
  const [first] = names;
  const isFunction = (name) => signaturesOf("function", name, pebbleVersions(version2).names).length > 0;
  const called = NAMED_BY.test(root) ? root.replace(/s$/, "") : root;
  if (first && NAMED_BY.test(root) && isFunction(called)) return `Write \`${called}('${first.name}')\`.`;
  const intended = first && (MISNAMED_ROOTS.get(root) ?? closestWord(root, CONTEXT_ROOTS));
  if (intended === void 0 && isFunction(root)) return `It is a function: write \`${root}()\`.`;
  return didYouMean(intended);
};
var LOOPS = /\.(?:ForEach|ForEachItem|EachSequential|EachParallel|Loop)$/;
var LOOP_OF_2 = /\.Loop$/;
var NESTED_ONLY = /* @__PURE__ */ new Set(["parentId", "iteration", "items"]);
var misplacedName = (flow, text, { root, names: [first], end }) => {
  const around = enclosing(flow.nodes, text);
  if (around === void 0) return void 0;
  const isIn = (loops) => around.some((type) => loops.test(type));
  const isNested = around.length > 1 || isIn(LOOPS);
  const draft = (message, until = first?.end ?? end) => ({
    code: "unknown-context",
    message,
    end: until
  });
  if (root === "taskrun" && first?.name === "value" && !isIn(LOOPS))
    return draft("This task is not in a loop, so `taskrun` has no `value`.");
  const wrongLoop = root === "taskrun" && first ? inWrongLoop(first.name, around) : void 0;
  if (wrongLoop !== void 0) return { ...draft(wrongLoop.message), hint: wrongLoop.hint };
  if (root === "taskrun" && first && NESTED_ONLY.has(first.name) && !isNested)
    return draft(`This task is not nested in another task, so \`taskrun\` has no \`${first.name}\`.`);
  if (root === "parent" && !isNested)
    return draft("This task is not nested in another task, so there is no `parent`.", end);
  if (root === "execution" && first?.name === "endDate" && text.path[0] !== "afterExecution")
    return draft("A running execution has no `endDate`.");
  if (root !== "item" || isIn(LOOP_OF_2)) return void 0;
  const is2 = flow.version === void 0 || isAtLeast(flow.version, 2, 0);
  return draft(
    is2 ? "This task is not in a Loop, so there is no `item`." : "`item` exists since Kestra 2.0, inside a Loop.",
    end
  );
};
var LOOP_REPLACEMENTS = { value: "item.value", iteration: "item.index" };
var WORKING_DIRECTORY = /\.(?:WorkingDirectory|Worker)$/;
var inWrongLoop = (name, around) => {
  const loops = around.slice(0, -1).filter((type) => LOOPS.test(type));
  const instead = Object.hasOwn(LOOP_REPLACEMENTS, name) ? LOOP_REPLACEMENTS[name] : void 0;
  const last = loops.at(-1);
  if (last === void 0 || instead === void 0) return void 0;
  if (loops.every((type) => LOOP_OF_2.test(type)))
    return { message: `The tasks of a Loop have no \`taskrun.${name}\`.`, hint: `Write \`${instead}\`.` };
  const parent = around.slice(0, -1).findLast((type) => !WORKING_DIRECTORY.test(type));
  if (name !== "value" || LOOPS.test(parent ?? "")) return void 0;
  const message = "Only the tasks of the loop itself have `taskrun.value`, and another task is between this one and the loop.";
  return { message, hint: "Write `parent.taskrun.value`." };
};
var wrongBelow = ({ declared, value }, root, name) => {
  switch (root) {
    case "envs":
      return wrongEnvironment(name);
    case "tasks":
      return unknownTask(name, declared.outputs);
    case "labels":
      return unknownLabel(name, value["labels"]);
    default:
      return unknownProperty(root, name);
  }
};
var wrongEnvironment = (name) => {
  if (name === name.toLowerCase()) return void 0;
  const hint = `Write \`envs.${name.toLowerCase()}\`: Kestra reads \`ENV_${name.toUpperCase()}\`.`;
  return { message: "The names in `envs` are lower-case.", hint };
};
var unknownTask = (id, ids) => {
  if (ids === void 0 || ids.has(id)) return void 0;
  const near = closestWord(id, ids);
  return { message: `The flow has no task \`${id}\`.`, hint: didYouMean(near && `tasks.${near}`) };
};
var unknownLabel = (name, labels) => {
  const own2 = isMapValue(labels) ? Object.keys(labels) : listedKeys(labels);
  if (["system", "correlationId"].includes(name)) return void 0;
  if (own2.some((key) => key === name || key.startsWith(`${name}.`))) return void 0;
  const near = closestWord(name, own2);
  if (near === void 0) return void 0;
  return { message: `The flow has no label \`${name}\`.`, hint: didYouMean(`labels.${near}`) };
};
var listedKeys = (labels) => mapsIn(labels, []).flatMap(({ value: { key } }) => typeof key === "string" ? [key] : []);
var unknownProperty = (root, name) => {
  const properties = CONTEXT_PROPERTIES.get(root);
  if (properties === void 0 || properties.includes(name)) return void 0;
  const near = closestWord(name, properties);
  const all2 = `It has ${properties.map((each) => `\`${each}\``).join(", ")}.`;
  return { message: `\`${root}\` has no \`${name}\`.`, hint: didYouMean(near && `${root}.${near}`) ?? all2 };
};
var unknownVariable = ({ value, nodes }, names) => {
  const { variables } = value;
  if (!isMapValue(variables) || nodes.some(({ type }) => type?.endsWith("SetVariables"))) return void 0;
  const [first, ...below] = names;
  let at = variables[first?.name ?? ""];
  let path = `vars.${first?.name}`;
  for (const { name, end } of below) {
    if (!isMapValue(at)) return void 0;
    if (!Object.hasOwn(at, name)) {
      const near = closestWord(name, Object.keys(at));
      const hint = didYouMean(near && `${path}.${near}`);
      return { code: "undeclared-variable", message: `The variable \`${path}\` has no \`${name}\`.`, hint, end };
    }
    at = at[name];
    path += `.${name}`;
  }
  return void 0;
};

// src/lint/values/java-texts.ts
var shown = (text) => {
  const [line = ""] = text.split("\n");
  return line === text && line.length <= 60 ? text : `${line.slice(0, 60)}\u2026`;
};
var INTEGER2 = /^[-+]?\d+$/;
var isWithin2 = (text, most) => {
  const value = BigInt(text.replace("+", ""));
  return value < most && value >= -most;
};
var isInteger = (text) => INTEGER2.test(text) && isWithin2(text, 2n ** 31n);
var isLong = (text) => INTEGER2.test(text) && isWithin2(text, 2n ** 63n);
var FLOAT2 = /^[-+]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fFdD]?|0[xX][\da-fA-F.]+[pP][-+]?\d+[fFdD]?)$/;
var isFloat = (text) => FLOAT2.test(text.trim());
var DURATION = /^([-+]?)P(?=.)(?:([-+]?\d+)D)?(?:T(?=.)(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?)?$/i;
var SECONDS_OF = [86400, 3600, 60, 1];
var durationSeconds = (text) => {
  const match = DURATION.exec(text);
  if (match === null) return void 0;
  const [, sign, ...parts] = match;
  const seconds = parts.map((part, index) => Number((part ?? "0").replace(",", ".")) * (SECONDS_OF[index] ?? 0));
  return seconds.reduce((sum, part) => sum + part, 0) * (sign === "-" ? -1 : 1);
};
var DATE = /^([-+]?\d{4,9})-(\d\d)-(\d\d)$/;
var isDate = (text) => {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === void 0 || Number(month) < 1 || Number(month) > 12) return false;
  const last = new Date(Date.UTC(2e3 + Number(year) % 400, Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= last;
};
var TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.\d{0,9})?)?$/;
var isTime = (text) => {
  const [, hours, minutes, seconds = "0"] = TIME.exec(text) ?? [];
  return hours !== void 0 && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
};
var MOMENT = /^([^T]+)T([\d:.]+)(Z|[-+]\d\d(?::?\d\d(?::?\d\d)?)?)(?:\[[^\]]+\])?$/i;
var MIDNIGHT_BEFORE = /^24:00(?::00(?:\.0*)?)?$/;
var isZonedDateTime = (text) => {
  const [, date2, time2] = MOMENT.exec(text) ?? [];
  return date2 !== void 0 && time2 !== void 0 && isDate(date2) && (isTime(time2) || MIDNIGHT_BEFORE.test(time2));
};
var isInstant = (text) => isZonedDateTime(text) && /T\d\d:\d\d:\d\d[^[]*$/i.test(text);
var OFFSET_ZONE = /^(?:Z|(?:UTC|GMT|UT)?[-+]\d{1,2}(?::?\d\d){0,2}|UTC|GMT|UT)$/;
var OTHER_ZONES = new Set(
  `CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST
  MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROK Singapore Turkey UCT Universal W-SU WET Zulu`.split(/\s+/)
);
var wrongTimeZone = (text) => {
  if (OFFSET_ZONE.test(text) || OTHER_ZONES.has(text)) return void 0;
  const regions = Intl.supportedValuesOf("timeZone");
  const same = regions.find((region) => region.toLowerCase() === text.toLowerCase());
  if (same === text || same === void 0 && text.includes("/") && isRegion(text)) return void 0;
  const fix = didYouMean(same ?? closestWord(text, regions)) ?? "Write a region and city, such as `Europe/Paris`.";
  return { reason: "there is no such time zone", fix };
};
var isRegion = (text) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch (error2) {
    if (error2 instanceof RangeError) return false;
    throw error2;
  }
};
var isUri = (text) => /^[A-Za-z][\w+.-]*:[^\s<>"{}|\\^`]+$/.test(text);
var isEmail = (text) => /^[^\s@<>,]+@[^\s@<>,]+$/.test(text);
var readJson = (text) => {
  const known = parseJson(text);
  if (known !== void 0) return known;
  const more = /^\s*(?:null|true|false|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|"(?:[^"\\]|\\.)*")(?=\s)/.exec(text)?.[0];
  if (more !== void 0) return parseJson(more);
  const last = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  return last === -1 || last === text.trimEnd().length - 1 ? void 0 : parseJson(text.slice(0, last + 1));
};
var listOf = (value) => {
  const read2 = typeof value === "string" ? readJson(value) : value;
  return Array.isArray(read2) ? read2 : void 0;
};

// src/lint/rules/expressions/check-date-arguments.ts
var DATES = /* @__PURE__ */ new Set(["date", "dateAdd", "now"]);
var ZONED = /* @__PURE__ */ new Set([...DATES, "timestamp", "timestampMicro", "timestampMilli", "timestampNano"]);
var checkDateArguments = (flow) => {
  const { names } = pebbleVersions(flow.version);
  return flow.texts.flatMap(
    (text) => text.parts.filter(isInvocation).flatMap(
      (call) => textsGiven(call, signaturesOf(call.kind, call.name, names)[0]?.parameters?.map(({ name }) => name) ?? []).flatMap(
        ({ parameter, value, start, end }) => {
          const misfit = wrongText(call.name, parameter, value);
          if (misfit === void 0) return [];
          const { reason, readAs, fix } = misfit;
          const code = readAs === void 0 ? "wrong-arguments" : "value-read-differently";
          const message = `\`${call.name}\` is given "${value}" as \`${parameter}\`: ${reason}.`;
          return [findingIn(flow, text, { code, message, hint: fix, start, end })];
        }
      )
    )
  );
};
var wrongText = (name, parameter, value) => {
  if (parameter === "timeZone" && ZONED.has(name)) return wrongTimeZone(value);
  if (parameter === "unit" && name === "dateAdd") return wrongUnit(value);
  const isPattern = parameter === "format" || parameter === "existingFormat";
  return isPattern && DATES.has(name) ? wrongDatePattern(value) : void 0;
};
var textsGiven = ({ given }, parameters) => given.flatMap(({ name, value: { start, end, ...value } }, index) => {
  const parameter = name ?? parameters[index];
  const text = value.kind === "literal" && typeof value.value === "string" ? value.value : "";
  return parameter === void 0 || text === "" ? [] : [{ parameter, value: text, start, end }];
});
var NAMED = /^(?:(?:iso|sql|rfc)\w*|full|long|medium|short)$/;
var LETTERS = /[^GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZpg]/;
var MOST = new Map(
  ["a1", "d2", "h2", "H2", "k2", "K2", "m2", "s2", "D3", "z4", "M5", "L5", "E5", "S9"].map(([letter, most]) => [
    letter,
    Number(most)
  ])
);
var wrongDatePattern = (pattern) => {
  if (NAMED.test(pattern)) return void 0;
  const plain2 = pattern.replaceAll(/'[^']*'/g, "");
  if (plain2.includes("'")) return { reason: "a single quote is not closed" };
  const reserved = /[{}#]/.exec(plain2)?.[0];
  if (reserved !== void 0) return { reason: `\`${reserved}\` must be in single quotes` };
  const runs = plain2.match(/([A-Za-z])\1*/g) ?? [];
  const unknown3 = runs.find((run) => LETTERS.test(run));
  if (unknown3 !== void 0) return { reason: `\`${unknown3[0]}\` is not a pattern letter`, fix: FIX };
  const long = runs.find((run) => run.length > (MOST.get(run[0]) ?? run.length));
  return long === void 0 ? misread(runs) : { reason: `\`${long}\` has too many letters`, fix: FIX };
};
var FIX = "Write a pattern such as `yyyy-MM-dd HH:mm:ss`, with other text in single quotes.";
var misread = (runs) => {
  const has = (letters) => runs.some((run) => letters.includes(run[0] ?? ""));
  if (has("D") && has("ML"))
    return { reason: "`D` counts the days of the year", readAs: "a day of the year", fix: "Write `d`." };
  const isDay = has("yu") && has("d") && !has("MLhHkK");
  return isDay && has("m") ? { reason: "`m` counts minutes", readAs: "a minute", fix: "Write `MM`." } : void 0;
};
var UNITS = "NANOS MICROS MILLIS SECONDS MINUTES HOURS HALF_DAYS DAYS WEEKS MONTHS YEARS DECADES CENTURIES MILLENNIA ERAS FOREVER".split(
  " "
);
var wrongUnit = (unit) => {
  if (UNITS.includes(unit)) return void 0;
  const fix = suggestion(unit, UNITS) ?? `Use one of ${UNITS.slice(0, 11).join(", ")}.`;
  return { reason: "there is no such unit", fix };
};

// src/lint/rules/expressions/check-numbers.ts
var NUMBER = /^[-+]?(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fFdDlL]?)$/;
var WHOLE = /^[-+]?\d+$/;
var checkNumbers = (flow) => flow.texts.flatMap(
  (text) => text.parts.flatMap((part) => {
    if (part.kind !== "filter" || part.name !== "number") return [];
    const given = knownText(flow, part);
    const needs2 = given === void 0 ? void 0 : neededFor(given, part);
    if (needs2 === void 0) return [];
    const message = `The filter \`number\` cannot read "${given?.slice(0, 60)}" as ${needs2}.`;
    const fault = { code: "wrong-arguments", message, hint: void 0, start: part.start, end: part.end };
    return [{ ...findingIn(flow, text, fault), ...infoWhereIdle(flow, text.path) }];
  })
);
var neededFor = (text, { given: [first] }) => {
  if (!NUMBER.test(text)) return "a number";
  const isWhole = first !== void 0 && literalText(first.value) === "INT";
  return isWhole && !WHOLE.test(text) ? "a whole number" : void 0;
};
var knownText = (flow, { input }) => input && (literalText(input) ?? variableText(flow, input));
var variableText = ({ value, nodes }, expression) => {
  const [read2] = readsIn(expression);
  const names = namedSteps(read2?.steps ?? []);
  const isVariable = read2?.of.kind === "variable" && read2.of.name === "vars" && names.at(-1)?.end === expression.end;
  if (!isVariable || nodes.some(({ type }) => type?.endsWith(".SetVariables"))) return void 0;
  const text = names.reduce((at, { name }) => isMapValue(at) ? at[name] : void 0, value["variables"]);
  return typeof text === "string" && !text.includes("{") ? text : void 0;
};

// src/lint/rules/expressions/wrong-arguments.ts
var wrong_arguments_default = defineRule({
  codes: {
    "unknown-filter": {
      ...FAILS_WHEN_RUN,
      title: "A filter that Kestra does not have",
      why: "The version of the server does not have this filter, or, without a server, no version that this program knows has it. The task fails. For a newer server this is an info.",
      fix: "Correct the name: letter case counts.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a' | uppper }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a' | upper }}"
        `
      }
    },
    "unknown-function": {
      ...FAILS_WHEN_RUN,
      title: "A function that Kestra does not have",
      why: "The version of the server does not have this function, or, without a server, no version that this program knows has it. The task fails. For a newer server this is an info.",
      fix: "Correct the name: letter case counts.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ nwo() }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ now() }}"
        `
      }
    },
    "unknown-test": {
      ...FAILS_WHEN_RUN,
      title: "A test after `is` that Kestra does not have",
      why: "Kestra tests with `defined`, `empty`, `even`, `iterable`, `json`, `map`, `null` and `odd`; any other fails the task.",
      fix: "Write one of these tests, or compare with `==`.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 2 is evenn }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 2 is even }}"
        `
      }
    },
    "wrong-arguments": {
      ...FAILS_WHEN_RUN,
      title: "A filter or function with other values than it takes",
      why: "A required argument is missing, an argument has an unknown name, or a value has the wrong type: the task fails.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a-b' | substringBefore }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ 'a-b' | substringBefore('-') }}"
        `
      }
    }
  },
  flow: (flow, known) => [
    ...checkInvocations(flow, known),
    ...checkNumbers(flow, known),
    ...checkDateArguments(flow, known)
  ]
});
var CODES = { filter: "unknown-filter", function: "unknown-function", test: "unknown-test" };
var checkInvocations = (flow) => {
  const versions = pebbleVersions(flow.version);
  return flow.texts.flatMap(
    (text) => text.parts.flatMap((part) => {
      if (!isInvocation(part) || isReportedByBreaksOn2(flow, part)) return [];
      const { kind, name, start, end } = part;
      if (kind === "function" && text.template?.macros.has(name)) return [];
      const found = signaturesOf(kind, name, versions.names);
      const reported2 = found.length === 0 ? unknown(flow, part, versions) : wrongArgument(part, found);
      return reported2 === void 0 ? [] : [findingIn(flow, text, { start, end, ...reported2 })];
    })
  );
};
var isReportedByBreaksOn2 = ({ version: version2 }, { kind, name, given }) => {
  if (!isAtLeast(version2, 2, 0)) return false;
  if (name === "json") return kind !== "test";
  return ["read", "fileURI"].includes(name) && given.some((each) => each.name === "version");
};
var unknown = ({ version: version2 }, { kind, name }, { names, areKnown }) => {
  const server = version2 && Number.isSafeInteger(version2.major + 1) ? ` ${version2.major}.${version2.minor}` : "";
  const hint = hintOf2(kind, name, invocationNames(kind, names), (other) => signaturesOf(other, name, names).length > 0);
  if (areKnown) return { code: CODES[kind], message: `Kestra${server} has no ${kind} \`${name}\`.`, hint };
  const message = `This program does not know the ${kind} \`${name}\`, nor which ones Kestra${server || " of that version"} has.`;
  return { code: CODES[kind], message, hint, severity: "info" };
};
var ALSO_CALLED = new Map(
  `
filter: count length, size length, len length, uppercase upper, lowercase lower, downcase lower, upcase upper, strip trim, substring slice
filter: tojson toJson, addDate dateAdd, dateFormat date, format_date date, b64encode base64encode, b64decode base64decode, urlEncode urlencode
filter: unique distinct, uniq distinct, default_if_none default, nvl default, int number, float number
filter: tostring string, to_string string, str string, regex_replace replace
function: today now, date now, current_date now, random randomInt, parseJson fromJson, toJSON toJson, getenv env
test: blank empty, none null, nil null, undefined defined, mapping map, sequence iterable, list iterable
`.trim().split("\n").flatMap((line) => {
    const [kind, pairs = ""] = line.split(": ");
    return pairs.split(", ").map((pair) => {
      const [word = "", name = ""] = pair.split(" ");
      return [`${kind} ${word}`, name];
    });
  })
);
var hintOf2 = (kind, name, names, isA) => {
  if (kind !== "filter" && isA("filter")) return `It is a filter: write \`value | ${name}\`.`;
  if (kind !== "function" && isA("function")) return `It is a function: write \`${name}(value)\`.`;
  const also = ALSO_CALLED.get(`${kind} ${name}`);
  const near = also !== void 0 && names.includes(also) ? also : closestWord(name, names);
  return didYouMean(near);
};
var wrongArgument = (call, signatures) => {
  const wrong = signatures.map((signature) => wrongFor(call, signature));
  return wrong.includes(void 0) ? void 0 : wrong.at(-1);
};
var wrongFor = (call, { parameters }) => {
  if (parameters === void 0) return void 0;
  const { kind, given } = call;
  const title = `The ${kind} \`${call.name}\``;
  const positional = given.filter(({ name }) => name === void 0);
  const named2 = given.filter(({ name }) => name !== void 0);
  const names = parameters.map(({ name }) => name);
  const all2 = `It takes ${names.map((name) => `\`${name}\``).join(", ")}, in this order or by name.`;
  const wrong = { code: "wrong-arguments", hint: names.length === 0 ? void 0 : all2 };
  if (positional.length > names.length)
    return { ...wrong, message: `${title} takes ${counted(names.length)}, not ${positional.length}.` };
  for (const { name = "", at } of named2) {
    if (names.includes(name)) continue;
    const message = `${title} has no argument \`${name}\`.`;
    return { ...wrong, message, hint: suggestion(name, names) ?? wrong.hint, start: at, end: at + name.length };
  }
  const givenAs = (name, index) => positional[index] ?? named2.find((each) => each.name === name);
  const missing3 = parameters.find(({ name, isRequired }, index) => isRequired && givenAs(name, index) === void 0);
  if (missing3) return { ...wrong, message: `${title} needs the argument \`${missing3.name}\`.` };
  for (const [index, { name, takes }] of parameters.entries()) {
    const value = givenAs(name, index)?.value;
    if (takes !== void 0 && value && !fits(value, takes))
      return { ...wrong, message: `${title} takes a ${takes} as \`${name}\`.`, start: value.start, end: value.end };
  }
  return void 0;
};
var counted = (count) => {
  if (count === 0) return "no argument";
  return count === 1 ? "one argument" : `${count} arguments`;
};
var fits = (value, takes) => {
  if (value.kind === "operation" && value.operator === "[") return false;
  if (value.kind === "operation" && value.operator === "{") return takes === "map";
  if (value.kind !== "literal" || value.value === null) return true;
  return typeof value.value === (takes === "text" ? "string" : takes);
};

// src/lint/rules/flow/duplicate-id.ts
var duplicate_id_default = defineRule({
  codes: {
    "duplicate-id": {
      ...problemCodes["duplicate-id"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Bye
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
            - id: bye
              type: io.kestra.plugin.core.log.Log
              message: Bye
        `
      }
    }
  },
  flow: (flow, known) => checkDuplicates(flow, known)
});
var checkDuplicates = (flow) => [
  ...repeated(flow, "task", nodeIds(flow.nodes, "task")),
  ...repeated(flow, "trigger", nodeIds(flow.nodes, "trigger")),
  ...repeated(flow, "input", dataIds(flow.document, "inputs")),
  ...repeated(flow, "output", dataIds(flow.document, "outputs"))
];
var nodeIds = (nodes, kind) => nodes.flatMap(
  (node2) => node2.kind === kind && node2.isCertain && node2.id !== void 0 ? [{ id: node2.id, path: [...node2.path, "id"] }] : []
);
var repeated = ({ document }, owner, ids) => [...Map.groupBy(ids, ({ id }) => id).values()].flatMap(([first, ...others]) => {
  const line = first && document.positionOf(first.path)?.line;
  return others.map(({ id, path }) => {
    const message = `The ${owner} id "${id}" is already used on line ${line}.`;
    return { code: "duplicate-id", path, message };
  });
});

// src/lint/rules/flow/id-read-differently.ts
var id_read_differently_default = defineRule({
  codes: {
    "name-read-differently": {
      severity: "error",
      title: "A flow's id or namespace that YAML 1.1 reads as something else",
      why: "Kestra reads YAML 1.1, where `off` is the boolean false: a server answers that it saved the flow `false`, and stores it as `off`.",
      fix: "Quote the value.",
      examples: {
        reported: yaml`
          id: off
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: "off"
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "id-read-differently": {
      severity: "warning",
      title: "An id that YAML 1.1 reads as something else",
      why: "Kestra reads YAML 1.1, where `off` is the boolean false: expressions find it under the other name.",
      fix: "Quote the value.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: on
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: "on"
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkWrittenIds(flow, known)
});
var checkWrittenIds = (flow) => [["id"], ["namespace"], ...idPaths(flow)].flatMap((path) => {
  const different = readDifferently(flow.document, path);
  if (different === void 0) return [];
  const { written, text } = different;
  const message = `\`${path.at(-1)}: ${written}\` is read as "${text}" (YAML 1.1).`;
  const code = path.length === 1 ? "name-read-differently" : "id-read-differently";
  return [{ code, path, message, hint: `Write ${JSON.stringify(written)} to keep it as it is.` }];
});

// src/resource/resource.ts
var resourceKey = ({ kind, namespace: namespace2, name }) => `${kind} ${namespace2} ${name}`;
var FLOW_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;

// src/resource/namespace.ts
var NAMESPACE_PATTERN = /^[a-z0-9][a-z0-9._-]*$/;
var MAX_NAMESPACE_LENGTH = 150;
var MOST_PARTS = 150;
var withParents = (namespace2) => {
  const parts = namespace2.split(".");
  if (parts.length > MOST_PARTS) return [namespace2];
  return parts.map((_2, index) => parts.slice(0, parts.length - index).join("."));
};

// src/lint/rules/flow/ids.ts
var namespace = ({ document, value, version: version2 }) => {
  const text = document.namespace;
  if (text === void 0) return [];
  const at = { code: "invalid-namespace", path: ["namespace"] };
  if (!NAMESPACE_PATTERN.test(text)) {
    const message2 = `The namespace ${quoted(text)} is not valid: lower-case letters, digits, \`.\`, \`_\` and \`-\` only, first a letter or digit.`;
    return [{ ...at, message: message2 }];
  }
  if (text.length > MAX_NAMESPACE_LENGTH) {
    const message2 = `The namespace has ${text.length} characters; at most ${MAX_NAMESPACE_LENGTH} are allowed.`;
    return [{ ...at, message: message2 }];
  }
  if (typeof value["namespace"] === "string" || isAtLeast(version2, 2, 0)) return [];
  const message = `The namespace is not text to YAML 1.1 but a ${typeof value["namespace"]}; servers before 2.0 fail on it.`;
  return [{ ...at, message, hint: "Quote the value.", severity: version2 ? "error" : "warning" }];
};
var quoted = (text) => text === "" ? "(empty)" : JSON.stringify(text);

// src/lint/rules/flow/node-faults.ts
var isAbsent = (value) => value === void 0 || value === null;
var nestedSeverity = (path, version2) => {
  const isUnchecked = path.includes("cases") || path.includes("task") && !isAtLeast(version2, 2, 0);
  return isUnchecked ? { severity: "warning" } : {};
};

// src/lint/rules/flow/invalid-id.ts
var invalid_id_default = defineRule({
  codes: {
    "invalid-id": {
      ...problemCodes["invalid-id"],
      examples: {
        reported: yaml`
          id: daily report
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "invalid-namespace": {
      ...problemCodes["invalid-namespace"],
      examples: {
        reported: yaml`
          id: daily
          namespace: Company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "reserved-id": {
      ...problemCodes["reserved-id"],
      examples: {
        reported: yaml`
          id: search
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: find
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkIds(flow, known)
});
var MAX_FLOW_ID_LENGTH = 100;
var NODE_ID = /^[a-zA-Z0-9][a-zA-Z0-9_-]*$/;
var MAX_TASK_ID_LENGTH = 256;
var DATA_ID = /^[a-zA-Z0-9][.a-zA-Z0-9_-]*$/;
var RESERVED_FLOW_IDS = new Set(
  "pause resume force-run change-status kill executions search source disable enable".split(" ")
);
var checkIds = (flow) => [
  ...flowId(flow),
  ...namespace(flow),
  ...flow.nodes.flatMap(
    (node2) => nodeId(node2).map((finding) => ({ ...finding, ...nestedSeverity(node2.path, flow.version) }))
  ),
  ...badDataIds(flow, "inputs"),
  ...badDataIds(flow, "outputs")
];
var flowId = ({ document, version: version2 }) => {
  const { id } = document;
  if (id === void 0) return [];
  const wrong = wrongId({ owner: "flow", id, path: ["id"] }, FLOW_ID, MAX_FLOW_ID_LENGTH);
  const isReserved = RESERVED_FLOW_IDS.has(id) && (version2 === void 0 || version2.major === 1);
  if (wrong.length > 0 || !isReserved) return wrong;
  const message = `Servers from 1.0 to 1.3 refuse the flow id "${id}": they reserve this word.`;
  return [{ code: "reserved-id", path: ["id"], message, severity: version2 ? "error" : "warning" }];
};
var nodeId = ({ kind, id, path, isCertain }) => {
  if (kind === "condition" || id === void 0 || !isCertain) return [];
  return wrongId({ owner: kind, id, path: [...path, "id"] }, NODE_ID, kind === "task" ? MAX_TASK_ID_LENGTH : Infinity);
};
var badDataIds = (flow, list) => dataIds(flow.document, list).flatMap((id) => wrongId({ owner: list.slice(0, -1), ...id }, DATA_ID));
var wrongId = ({ owner, id, path }, pattern, maxLength = Infinity) => {
  const punctuation = pattern === NODE_ID ? "`_` and `-`" : "`.`, `_` and `-`";
  const message = pattern.test(id) ? `The ${owner} id has ${id.length} characters; at most ${maxLength} are allowed.` : `The ${owner} id ${quoted(id)} is not valid: letters, digits, ${punctuation} only, first a letter or digit.`;
  return pattern.test(id) && id.length <= maxLength ? [] : [{ code: "invalid-id", path, message }];
};

// src/lint/rules/flow/invalid-label.ts
var invalid_label_default = defineRule({
  codes: {
    "invalid-label": {
      ...REFUSED,
      title: "A label that Kestra does not accept",
      why: "Empty keys and values are refused since 1.1; since 1.2 a key starts with a lower-case letter.",
      versions: "\u2265 1.1 (empty), \u2265 1.2 (form of the key)",
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          labels:
            Team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          labels:
            team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "system-label": {
      ...problemCodes["system-label"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          labels:
            system.team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          labels:
            team: data
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkLabels(flow, known)
});
var LABEL_KEY = new RegExp("^\\p{Ll}[\\p{L}0-9._-]*$", "u");
var checkLabels = (flow) => {
  const { labels } = flow.value;
  if (labels === void 0 || labels === null) return [];
  if (Array.isArray(labels)) return labels.flatMap((label, index) => listLabel(flow, label, ["labels", index]));
  if (!isMapValue(labels))
    return [{ code: "wrong-shape", path: ["labels"], part: "key", message: "`labels` must be a map or a list." }];
  return Object.entries(labels).flatMap(([key, value]) => {
    const path = ["labels", key];
    return value === null ? [] : checkLabel(flow, { key, value, atKey: { path, part: "key" }, atValue: { path } });
  });
};
var listLabel = (flow, label, path) => {
  if (!isMapValue(label))
    return [{ code: "wrong-shape", path, message: "A label in a list is a map of `key` and `value`." }];
  const absent = ["key", "value"].filter((part) => label[part] === void 0 || label[part] === null);
  if (absent.length > 0)
    return absent.map((part) => ({ code: "missing-property", path, message: `This label has no \`${part}\`.` }));
  const key = flow.document.textOf([...path, "key"]) ?? "";
  const [atKey, atValue] = [{ path: [...path, "key"] }, { path: [...path, "value"] }];
  return checkLabel(flow, { key, value: label["value"], atKey, atValue });
};
var checkLabel = (flow, { key, value, atKey, atValue }) => {
  if (typeof value === "object") {
    const message2 = `The value of the label "${key}" must be a text, number or boolean.`;
    return [{ code: "wrong-shape", ...atValue, message: message2 }];
  }
  if (key.startsWith("system.") && key !== "system.readOnly")
    return [{ code: "system-label", ...atKey, message: `The label "${key}" can only be set by Kestra itself.` }];
  const written = key === "" ? "(empty)" : JSON.stringify(key);
  const message = `The label key ${written} is not valid: first a lower-case letter, then letters, digits, \`.\`, \`_\` and \`-\`.`;
  const noValue = `The label "${key}" has no value.`;
  return [
    ...LABEL_KEY.test(key) ? [] : [invalidLabel(flow, { ...atKey, message, minor: 2 })],
    ...value === "" ? [invalidLabel(flow, { ...atValue, message: noValue, minor: 1 })] : []
  ];
};
var invalidLabel = ({ version: version2 }, { minor, ...at }) => ({
  code: "invalid-label",
  ...at,
  severity: isAtLeast(version2, 1, minor) ? "error" : "warning"
});

// src/lint/rules/flow/missing-property.ts
var missing_property_default = defineRule({
  codes: {
    "missing-property": {
      ...problemCodes["missing-property"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "empty-tasks": {
      ...problemCodes["empty-tasks"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks: []
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkRequired(flow, known)
});
var checkRequired = (flow) => [
  ...["id", "namespace"].flatMap((key) => isAbsent(flow.value[key]) ? [missing(key, "The flow", [])] : []),
  ...emptyTasks(flow),
  ...flow.nodes.filter(({ isCertain }) => isCertain).flatMap((node2) => missingOfNode(flow, node2)),
  ...["inputs", "outputs"].flatMap((key) => missingOfData(flow, key))
];
var emptyTasks = ({ value }) => {
  const { tasks } = value;
  const isEmpty = isAbsent(tasks) || Array.isArray(tasks) && tasks.length === 0;
  return isEmpty ? [{ code: "empty-tasks", path: ["tasks"], part: "key", message: "The flow has no task." }] : [];
};
var missingOfNode = ({ version: version2 }, { kind, value, path, id, type }) => {
  const named2 = id === void 0 ? `This ${kind}` : `The ${kind} "${id}"`;
  const isWithoutId = kind !== "condition" && isAbsent(value["id"]);
  return [
    ...isWithoutId ? [{ ...missing("id", named2, path), ...nestedSeverity(path, version2) }] : [],
    ...isAbsent(value["type"]) || type === "" ? [missing("type", named2, path)] : []
  ];
};
var missingOfData = ({ value }, list) => mapsIn(value[list], [list]).filter((item) => isAbsent(item.value["id"]) && isAbsent(item.value["name"])).map(({ path }) => missing("id", `This ${list.slice(0, -1)}`, path));
var missing = (key, owner, path) => ({
  code: "missing-property",
  path: [...path, key],
  part: "key",
  message: `${owner} has no \`${key}\`.`
});

// src/resource/literal-routes.ts
var LITERAL_ROUTES = {
  "/flows/{namespace}/{id}": [
    { namespace: "delete", id: "by-ids" },
    { namespace: "delete", id: "by-query" },
    { namespace: "disable", id: "by-ids" },
    { namespace: "disable", id: "by-query" },
    { namespace: "enable", id: "by-ids" },
    { namespace: "enable", id: "by-query" },
    { namespace: "export", id: "by-ids" },
    { namespace: "export", id: "by-query" },
    { namespace: "validate", id: "task" },
    { namespace: "validate", id: "trigger" },
    { tenant: "plugins", namespace: "pluginUi" },
    { tenant: "plugins", namespace: "versions" }
  ],
  "/namespaces/{namespace}/files": [
    { tenant: "plugins", namespace: "pluginUi" },
    { tenant: "plugins", namespace: "versions" }
  ],
  "/namespaces/{namespace}/files/export": [],
  "/namespaces/{namespace}/inherited-secrets": [
    { tenant: "plugins", namespace: "pluginUi" },
    { tenant: "plugins", namespace: "versions" }
  ],
  "/namespaces/{namespace}/kv": [
    { tenant: "plugins", namespace: "pluginUi" },
    { tenant: "plugins", namespace: "versions" }
  ],
  "/namespaces/{namespace}/kv/{key}": [
    { key: "inheritance" }
  ],
  "/dashboards/{id}": [
    { id: "validate" },
    { tenant: "plugins", id: "versions" }
  ],
  "/executions/{namespace}/{id}": [
    { id: "change-status" },
    { id: "file" },
    { id: "flow" },
    { id: "follow" },
    { id: "follow-dependencies" },
    { id: "force-run" },
    { id: "graph" },
    { id: "kill" },
    { id: "labels" },
    { id: "pause" },
    { id: "replay" },
    { id: "replay-with-inputs" },
    { id: "restart" },
    { id: "resume" },
    { id: "resume-from-breakpoint" },
    { id: "state" },
    { id: "unqueue" },
    { namespace: "change-status", id: "by-ids" },
    { namespace: "change-status", id: "by-query" },
    { namespace: "force-run", id: "by-ids" },
    { namespace: "force-run", id: "by-query" },
    { namespace: "kill", id: "by-ids" },
    { namespace: "kill", id: "by-query" },
    { namespace: "labels", id: "by-ids" },
    { namespace: "labels", id: "by-query" },
    { namespace: "pause", id: "by-ids" },
    { namespace: "pause", id: "by-query" },
    { namespace: "replay", id: "by-ids" },
    { namespace: "replay", id: "by-query" },
    { namespace: "restart", id: "by-ids" },
    { namespace: "restart", id: "by-query" },
    { namespace: "resume", id: "by-ids" },
    { namespace: "resume", id: "by-query" },
    { namespace: "unqueue", id: "by-ids" },
    { namespace: "unqueue", id: "by-query" },
    { tenant: "plugins", namespace: "pluginUi" },
    { tenant: "plugins", namespace: "versions" }
  ],
  "/executions/{executionId}": [
    { executionId: "by-ids" },
    { executionId: "by-query" },
    { executionId: "distinct-field-values" },
    { executionId: "latest" },
    { executionId: "namespaces" },
    { executionId: "search" },
    { tenant: "plugins", executionId: "versions" }
  ],
  "/executions/{executionId}/kill": [
    { tenant: "plugins", executionId: "pluginUi" },
    { tenant: "plugins", executionId: "versions" }
  ],
  "/executions/{executionId}/actions/kill": [
    { executionId: "flows" },
    { executionId: "trigger" }
  ],
  "/executions/{executionId}/eval/{taskRunId}": [
    { executionId: "flows" },
    { executionId: "namespaces", taskRunId: "flows" },
    { executionId: "trigger" },
    { taskRunId: "validate" }
  ],
  "/executions/{executionId}/actions/eval": [
    { executionId: "flows" },
    { executionId: "trigger" }
  ],
  "/logs/{executionId}": [
    { executionId: "search" },
    { tenant: "plugins", executionId: "versions" }
  ],
  "/logs/{executionId}/follow": [
    { tenant: "plugins", executionId: "pluginUi" },
    { tenant: "plugins", executionId: "versions" }
  ]
};

// src/resource/route-names.ts
var isOtherRoute = (route, names) => LITERAL_ROUTES[route].some(
  (other) => Object.keys(other).every((name) => decoded(names[name] ?? "") === other[name])
);
var MOST_ROUNDS = 5;
var decoded = (name) => {
  if (!name.includes("%")) return name;
  let plain2 = name;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = decodedOnce(plain2);
    if (next === plain2) break;
    plain2 = next;
  }
  return plain2;
};
var decodedOnce = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

// src/lint/rules/flow/name-is-a-route.ts
var name_is_a_route_default = defineRule({
  codes: {
    "name-is-a-route": {
      ...problemCodes["name-is-a-route"],
      examples: {
        reported: yaml`
          id: by-query
          namespace: delete
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: delete
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkRoutes(flow, known)
});
var checkRoutes = ({ document: { namespace: namespace2, id } }) => {
  if (namespace2 === void 0 || id === void 0) return [];
  if (!isOtherRoute("/flows/{namespace}/{id}", { namespace: namespace2, id })) return [];
  const message = `The flow would be \`${namespace2}.${id}\`, and \`/flows/${namespace2}/${id}\` is another route of Kestra's API: the flow could not be read or deleted by its name, and an attempt can delete every flow of the tenant.`;
  return [{ code: "name-is-a-route", path: ["id"], message }];
};

// src/flow/children-faults.ts
var FLOWABLE = /^io\.kestra\.(?:plugin\.core\.flow|core\.tasks\.flows)\.(\w+)$/;
var flowableOf = (type) => typeof type === "string" ? FLOWABLE.exec(type)?.[1] : void 0;
var dagFaults = (nodes) => nodes.filter(({ kind, type }) => kind === "task" && flowableOf(type) === "Dag").flatMap((dag) => {
  const items = dagItems(dag);
  const byId = new Map(items.map((item) => [item.id, item]));
  const cycle = firstCycle(byId);
  return [...unknownIn(items, byId), ...cycle === void 0 ? [] : [cycle]].map((fault) => ({
    ...fault,
    holder: dag.path
  }));
});
var dagItems = ({ value, path }) => mapsIn(value["tasks"], [...path, "tasks"]).map((item) => ({
  id: isMapValue(item.value["task"]) ? plainText(item.value["task"]["id"]) : "",
  waits: waitsOf(item)
}));
var waitsOf = ({ value: { dependsOn: dependsOn2 }, path }) => (Array.isArray(dependsOn2) ? dependsOn2 : []).flatMap(
  (id, index) => typeof id === "string" ? [{ id, path: [...path, "dependsOn", index] }] : []
);
var unknownIn = (items, byId) => items.flatMap(({ waits }) => waits).filter(({ id }) => !byId.has(id)).map(({ id, path }) => ({ code: "unknown-dag-dependency", path, message: `The Dag has no task "${id}".` }));
var firstCycle = (items) => {
  const followed = /* @__PURE__ */ new Map();
  for (const start of items.keys()) {
    const way = followed.has(start) ? [] : [start];
    const isOnWay = new Set(way);
    for (let id = way.at(-1); id !== void 0; id = way.at(-1)) {
      const next = followed.get(id) ?? 0;
      const wait = items.get(id)?.waits[next];
      followed.set(id, next + 1);
      if (wait === void 0) isOnWay.delete(way.pop() ?? "");
      else if (isOnWay.has(wait.id)) return cycleAt(wait.path, way.slice(way.indexOf(wait.id)));
      else if (items.has(wait.id) && !followed.has(wait.id)) {
        way.push(wait.id);
        isOnWay.add(wait.id);
      }
    }
  }
  return void 0;
};
var cycleAt = (path, ids) => {
  const message = `The tasks of this Dag wait for each other in a circle: ${[...ids, ids[0]].join(" \u2192 ")}.`;
  return { code: "dag-cycle", path, message };
};
var NOT_RUNNABLE = /* @__PURE__ */ new Set([
  "AllowFailure",
  "Dag",
  "EachParallel",
  "EachSequential",
  "ForEach",
  "ForEachItem",
  "If",
  "Loop",
  "LoopUntil",
  "Parallel",
  "Pause",
  "Sequential",
  "Subflow",
  "Switch",
  "Template",
  "WorkingDirectory",
  "WaitFor",
  "Flow",
  "Worker"
]);
var OF_EXECUTION = /^io\.kestra\.plugin\.core\.execution\.(Exit|Labels|SetVariables|UnsetVariables)$/;
var FOLDER_TASKS = /* @__PURE__ */ new Set(["WorkingDirectory", "Worker"]);
var runnableFaults = (nodes) => nodes.filter(({ type }) => FOLDER_TASKS.has(flowableOf(type) ?? "")).flatMap(
  ({ value, path: holder }) => mapsIn(value["tasks"], [...holder, "tasks"]).flatMap(({ value: { type }, path }) => {
    const flowable = flowableOf(type) ?? "";
    const [, name] = NOT_RUNNABLE.has(flowable) ? ["", flowable] : OF_EXECUTION.exec(plainText(type)) ?? [];
    if (name === void 0) return [];
    const message = `A WorkingDirectory cannot run a ${name} task: its worker runs no task that contains other tasks, calls a flow or changes the execution.`;
    return [{ code: "not-runnable", path: [...path, "type"], message, holder }];
  })
);

// src/lint/rules/flow/not-runnable.ts
var not_runnable_default = defineRule({
  codes: {
    "unknown-dag-dependency": {
      ...problemCodes["unknown-dag-dependency"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task:
                    id: first
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
                - task:
                    id: second
                    type: io.kestra.plugin.core.log.Log
                    message: Bye
                  dependsOn:
                    - frist
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task:
                    id: first
                    type: io.kestra.plugin.core.log.Log
                    message: Hello
                - task:
                    id: second
                    type: io.kestra.plugin.core.log.Log
                    message: Bye
                  dependsOn:
                    - first
        `
      }
    },
    "dag-cycle": {
      ...problemCodes["dag-cycle"],
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task: { id: x, type: io.kestra.plugin.core.log.Log, message: hi }
                  dependsOn: [x]
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: dag
              type: io.kestra.plugin.core.flow.Dag
              tasks:
                - task: { id: x, type: io.kestra.plugin.core.log.Log, message: hi }
                  dependsOn: []
        `
      }
    },
    "not-runnable": {
      ...problemCodes["not-runnable"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: folder
              type: io.kestra.plugin.core.flow.WorkingDirectory
              tasks:
                - id: call
                  type: io.kestra.plugin.core.flow.Subflow
                  namespace: company.team
                  flowId: other
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: folder
              type: io.kestra.plugin.core.flow.WorkingDirectory
              tasks:
                - id: call
                  type: io.kestra.plugin.core.log.Log
                  message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkChildren(flow, known)
});
var checkChildren = ({ nodes, version: version2 }) => [...dagFaults(nodes), ...runnableFaults(nodes)].map(({ holder, ...fault }) => ({
  ...fault,
  ...nestedSeverity(holder, version2)
}));

// src/lint/rules/flow/revision-in-source.ts
var revision_in_source_default = defineRule({
  codes: {
    "revision-in-source": {
      severity: "info",
      title: "A `revision:` line in the source",
      why: "The server numbers revisions by itself; it ignores the line, and so does every comparison here. It refuses anything but a whole number from 1.",
      fix: "Remove the line.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          revision: 3
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkRevision(flow, known)
});
var checkRevision = ({ value: { revision } }) => {
  if (isAbsent(revision)) return [];
  const at = { path: ["revision"], part: "key" };
  const message = "The server numbers revisions by itself and ignores this line.";
  return typeof revision === "number" && revision >= 1 ? [{ ...at, code: "revision-in-source", message }] : [{ ...at, code: "wrong-shape", message: "`revision` must be a whole number from 1.", hint: "Remove the line." }];
};

// src/lint/rules/flow/unknown-input-dependency.ts
var unknown_input_dependency_default = defineRule({
  codes: {
    "unknown-input-dependency": {
      ...REFUSED,
      title: "An input that depends on an input that does not exist",
      why: "Every id in `dependsOn.inputs` must be an input of the same flow.",
      fix: "Correct the id, or add the input.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: mode
              type: STRING
            - id: part
              type: STRING
              dependsOn:
                inputs:
                  - mdoe
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: mode
              type: STRING
            - id: part
              type: STRING
              dependsOn:
                inputs:
                  - mode
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkInputs(flow, known)
});
var checkInputs = ({ value }) => {
  const declared = flowInputs(value);
  if (declared === void 0) return [];
  return mapsIn(value["inputs"], ["inputs"]).flatMap(({ value: { dependsOn: dependsOn2 }, path }) => {
    const ids = isMapValue(dependsOn2) ? dependsOn2["inputs"] : void 0;
    const unknown3 = unknownIds(ids, declared.byId, [...path, "dependsOn", "inputs"]);
    return unknown3.map(({ id, path: at }) => {
      const message = `The flow has no input "${id}".`;
      return { code: "unknown-input-dependency", path: at, message };
    });
  });
};
var unknownIds = (ids, known, path) => (Array.isArray(ids) ? ids : []).flatMap(
  (id, index) => typeof id === "string" && !known.has(id) ? [{ id, path: [...path, index] }] : []
);

// src/lint/rules/flow/unknown-property.ts
var unknown_property_default = defineRule({
  codes: {
    "unknown-property": {
      ...problemCodes["unknown-property"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
              when: "{{ true }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
              runIf: "{{ true }}"
        `
      }
    }
  },
  flow: (flow, known) => checkTaskWhen(flow, known)
});
var KESTRA_TYPE = /^io\.kestra\./;
var checkTaskWhen = ({ nodes, isKnown }) => nodes.filter(
  ({ kind, type = "", value, path, isCertain }) => kind === "task" && isCertain && KESTRA_TYPE.test(type) && !isAbsent(value["when"]) && !isKnown([...path, "when"])
).map(({ path }) => ({
  code: "unknown-property",
  path: [...path, "when"],
  part: "key",
  message: "A task has no `when`.",
  hint: "Write `runIf`: a trigger has `when`, a task does not."
}));

// src/lint/rules/flow/wrong-shape.ts
var wrong_shape_default = defineRule({
  codes: {
    "wrong-shape": {
      ...problemCodes["wrong-shape"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          labels: some text
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          labels: {}
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkShape(flow, known)
});
var isScalar4 = (value) => !Array.isArray(value) && !isMapValue(value);
var BOOLEAN_TEXT = /^(?:|true|True|TRUE|false|False|FALSE)$/;
var LIST = { wanted: "a list", fits: (value) => isAbsent(value) || Array.isArray(value) };
var MAP = { wanted: "a map", fits: (value) => isAbsent(value) || isMapValue(value) };
var TEXT = { wanted: "a text", fits: isScalar4 };
var BOOLEAN2 = {
  wanted: "true or false",
  fits: (value) => typeof value === "string" ? BOOLEAN_TEXT.test(value) : isScalar4(value)
};
var OF_FLOW = [
  [LIST, ["tasks", "errors", "finally", "afterExecution", "triggers", "inputs", "outputs", "sla"]],
  [MAP, ["variables", "concurrency"]],
  [TEXT, ["id", "namespace", "description"]],
  [BOOLEAN2, ["disabled"]]
];
var TASK_LISTS2 = ["tasks", "then", "else", "defaults", "errors", "finally"];
var checkShape = ({ value, nodes }) => [
  ...OF_FLOW.flatMap(([shape, keys]) => shapeFindings({ value, path: [] }, keys, shape)),
  ...nodes.filter(({ kind, type, isCertain }) => kind === "task" && isCertain && type !== void 0 && isFlowableType(type)).flatMap((node2) => shapeFindings(node2, TASK_LISTS2, LIST))
];
var shapeFindings = ({ value: map, path }, keys, { wanted, fits: fits2 }) => keys.flatMap((key) => {
  const value = map[key];
  if (fits2(value)) return [];
  const at = { code: "wrong-shape", path: [...path, key] };
  if (value !== "") return [{ ...at, message: `\`${key}\` must be ${wanted}; this is ${shapeName(value)}.` }];
  const message = `\`${key}\` has no value; Kestra reads an empty text where ${wanted} must be, and refuses the flow.`;
  return [{ ...at, part: "key", message, hint: `Remove the key, or give it ${wanted}.` }];
});
var shapeName = (value) => {
  if (Array.isArray(value)) return "a list";
  if (isMapValue(value)) return "a map";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
};

// src/flow/flow-references.ts
var findFlowReferences = (document, nodes) => findFlowMentions(document, nodes).flatMap(({ relation, path, node: node2, ...named2 }) => {
  const namespace2 = resolveOwn(named2.namespace?.text, document);
  const id = resolveOwn(named2.id, document);
  if (!namespace2 || !id) return [];
  const { revision: written, inputs: passed2 } = relation === "flow-trigger" ? {} : node2.value;
  const revision = typeof written === "number" ? written : void 0;
  return [{ namespace: namespace2, id, relation, path, revision, inputs: isMapValue(passed2) ? passed2 : void 0 }];
});
var isOwnNamespace = (text) => OWN_NAMESPACE.test(text);
var OWN_NAMESPACE = /^\{\{-?\s*flow\.namespace\s*-?\}\}$/;
var OWN_ID = /^\{\{-?\s*flow\.id\s*-?\}\}$/;
var resolveOwn = (text, document) => {
  if (text === void 0) return void 0;
  if (OWN_NAMESPACE.test(text)) return document.namespace;
  if (OWN_ID.test(text)) return document.id;
  return hasExpression(text) ? void 0 : text;
};
var CALL_TYPES = /* @__PURE__ */ new Map([
  ["io.kestra.plugin.core.flow.Subflow", "subflow"],
  ["io.kestra.core.tasks.flows.Subflow", "subflow"],
  ["io.kestra.core.tasks.flows.Flow", "subflow"],
  ["io.kestra.plugin.core.flow.ForEachItem", "for-each-item"],
  ["io.kestra.core.tasks.flows.ForEachItem", "for-each-item"]
]);
var FLOW_TRIGGER = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.Flow$/;
var isFlowTrigger = (type) => type !== void 0 && FLOW_TRIGGER.test(type);
var FLOW_CONDITION = /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.Execution(?:Flow|Namespace)(?:Condition)?$/;
var findFlowMentions = (document, nodes) => (nodes ?? walkTasks(document)).flatMap(mentionsOf);
var mentionsOf = (node2) => {
  const { kind, type = "", path, value } = node2;
  const relation = kind === "task" ? CALL_TYPES.get(type) : void 0;
  if (relation) return [mention(node2, { relation, path, value })];
  if (kind === "condition" && FLOW_CONDITION.test(type))
    return [mention(node2, { relation: "flow-trigger", path, value })];
  if (kind !== "trigger" || !isFlowTrigger(type)) return [];
  const preconditions = isMapValue(value["preconditions"]) ? value["preconditions"] : {};
  return [
    ...listMentions(node2, value["dependsOn"], [...path, "dependsOn"]),
    ...listMentions(node2, preconditions["flows"], [...path, "preconditions", "flows"]),
    ...filterMentions(node2, preconditions["where"], [...path, "preconditions", "where"])
  ];
};
var mention = (node2, { relation, path, value }) => {
  const { namespace: namespace2, flowId: flowId2 } = value;
  return {
    relation,
    node: node2,
    path,
    namespace: typeof namespace2 === "string" ? { text: namespace2, path: [...path, "namespace"] } : void 0,
    id: typeof flowId2 === "string" ? flowId2 : void 0
  };
};
var listMentions = (node2, list, path) => mapsIn(list, path).map((item) => mention(node2, { relation: "flow-trigger", ...item }));
var filterMentions = (node2, where, path) => mapsIn(where, path).flatMap(({ value: group, path: at }) => {
  const filters = mapsIn(group["filters"], [...at, "filters"]);
  const flowId2 = filters.find(({ value }) => isEqualityOn(value, "FLOW_ID"))?.value["value"];
  const isJoined = group["operand"] === void 0 || group["operand"] === "AND";
  return filters.filter(({ value: filter }) => filter["field"] === "NAMESPACE" && typeof filter["value"] === "string").map(({ value: filter, path: place }) => {
    const namesFlow = isJoined && isEqualityOn(filter, "NAMESPACE") && typeof flowId2 === "string";
    return {
      relation: "flow-trigger",
      node: node2,
      path: place,
      namespace: { text: plainText(filter["value"]), path: [...place, "value"] },
      id: namesFlow ? flowId2 : void 0
    };
  });
});
var isEqualityOn = (filter, field) => filter["field"] === field && filter["type"] === "EQUAL_TO";
var ESCAPES = /\\[xuU\r\n]/;
var matching = (pattern) => (source) => pattern.test(source) || ESCAPES.test(source);
var mayNameFlows = matching(/Subflow|\.Flow\b|ForEachItem|ExecutionFlow|ExecutionNamespace/);
var mayNameKeys = matching(/kv/);
var mayNameGit = matching(/io\.kestra\.plugin\.(?:ee\.)?git\./);

// src/flow/task-reach.ts
var CORE2 = "io.kestra.plugin.core.";
var listedAs = (reach, names) => names.split(/\s+/).map((name) => [`${CORE2}${name}`, reach]);
var EXECUTIONS = { outside: "the executions of other flows" };
var LOGS = { outside: "the logs of other flows" };
var CORE_TASKS = new Map([
  ...listedAs("within", "debug.Echo debug.Return execution.Assert execution.Exit execution.Fail execution.Labels"),
  ...listedAs("within", "execution.SetVariables execution.UnsetVariables flow.AllowFailure flow.Dag flow.EachParallel"),
  ...listedAs("within", "flow.EachSequential flow.ForEach flow.If flow.Loop flow.LoopUntil flow.Parallel flow.Pause"),
  ...listedAs("within", "flow.Sequential flow.Sleep flow.Switch flow.WorkingDirectory log.Log metric.Publish"),
  ...listedAs("within", "output.OutputValues state.Delete state.Get state.Set storage.Concat storage.DeduplicateItems"),
  ...listedAs("within", "storage.Delete storage.FilterItems storage.LocalFiles storage.PurgeCurrentExecutionFiles"),
  ...listedAs("within", "storage.Reverse storage.Size storage.Split storage.Write"),
  ...listedAs("by-namespace", "flow.Subflow flow.ForEachItem kv.Delete kv.Get kv.GetKeys kv.Put kv.Set"),
  ...listedAs("by-namespace", "namespace.DeleteFiles namespace.DownloadFiles namespace.UploadFiles"),
  ...listedAs("network", "http.Download http.Request http.SseRequest"),
  ...listedAs(EXECUTIONS, "execution.Count execution.PurgeExecutions execution.Resume"),
  ...listedAs(LOGS, "log.Fetch log.PurgeLogs"),
  ...listedAs({ outside: "the triggers of other flows" }, "trigger.Toggle"),
  ...listedAs({ outside: "the flows of other namespaces" }, "flow.PurgeFlows"),
  ...listedAs({ outside: "the keys of other namespaces" }, "kv.PurgeKV"),
  ...listedAs({ outside: "the files of other namespaces" }, "namespace.PurgeFiles"),
  ...listedAs({ outside: "the files of other executions" }, "storage.PurgeStorage"),
  ...listedAs({ outside: "a template of the server" }, "flow.Template"),
  ...listedAs({ outside: "whatever task it creates at run time" }, "templating.TemplatedTask")
]);
var ALIASES = [
  [/^io\.kestra\.core\.tasks\.storages\.Purge$/, "execution.PurgeExecutions"],
  [/^io\.kestra\.plugin\.core\.storage\.Purge$/, "execution.PurgeExecutions"],
  [
    /^io\.kestra\.(?:core\.tasks\.storages|plugin\.core\.storage)\.PurgeExecution$/,
    "storage.PurgeCurrentExecutionFiles"
  ],
  [/^io\.kestra\.core\.tasks\.executions\.Counts$/, "execution.Count"],
  [/^io\.kestra\.core\.tasks\.flows\.Flow$/, "flow.Subflow"],
  [/^io\.kestra\.core\.tasks\.flows\.Worker$/, "flow.WorkingDirectory"],
  [/^io\.kestra\.plugin\.core\.flow\.WaitFor$/, "flow.LoopUntil"],
  [/^io\.kestra\.plugin\.fs\.http\.(Download|Request)$/, "http.$1"],
  [/^io\.kestra\.core\.tasks\.(debug|execution|flow|state|storage)s\.(\w+)$/, "$1.$2"],
  [/^io\.kestra\.core\.tasks\.(log|templating|trigger)\.(\w+)$/, "$1.$2"]
];
var coreName = (type) => {
  const [pattern, name] = ALIASES.find(([alias]) => alias.test(type)) ?? [];
  return pattern === void 0 || name === void 0 ? type : type.replace(pattern, `${CORE2}${name}`);
};

// src/lint/outputs/output-reads.ts
var taskPlaces = (nodes) => {
  const byPath = /* @__PURE__ */ new Map();
  const around = (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const place = byPath.get(pathKey2(path.slice(0, length)));
      if (place !== void 0) return place;
    }
    return void 0;
  };
  for (const node2 of nodes)
    if (node2.kind === "task") byPath.set(pathKey2(node2.path), taskPlace(node2, around(node2.path.slice(0, -1))));
  const all2 = [...byPath.values()];
  const byId = Map.groupBy(all2, ({ node: node2 }) => node2.id);
  return {
    all: all2,
    around,
    withId: (id) => {
      const found = byId.get(id) ?? [];
      return found.length === 1 ? found[0] : void 0;
    }
  };
};
var pathKey2 = (path) => JSON.stringify(path);
var taskPlace = (node2, holder) => {
  const { path } = node2;
  const type = coreName(node2.type ?? "");
  const below = path.slice(holder?.node.path.length ?? 0);
  const steps = below.at(-1) === "task" ? below.slice(0, -1) : below;
  const last = steps.at(-1);
  const isListed = typeof last === "number";
  const lineage = [...holder?.lineage ?? []];
  const place = {
    node: node2,
    holder,
    lineage,
    list: (isListed ? steps.slice(0, -1) : steps).join("."),
    index: isListed ? last : 0,
    listKey: pathKey2(isListed ? path.slice(0, path.lastIndexOf(last)) : path),
    flowable: isFlowableType(type) ? type.slice(type.lastIndexOf(".") + 1) : ""
  };
  lineage.push(place);
  return place;
};
var parting = (a, b2) => {
  const first = a.lineage.findIndex((place, index) => place !== b2.lineage[index]);
  const shared = first === -1 ? a.lineage.length : first;
  return { a: a.lineage.slice(shared), b: b2.lineage.slice(shared) };
};
var KEYED_LOOPS = /* @__PURE__ */ new Set(["ForEach", "EachSequential", "EachParallel"]);
var isLoop = ({ flowable }) => KEYED_LOOPS.has(flowable) || flowable === "Loop";
var tasksOutsideOfLoops = (nodes) => {
  const positions = taskPlaces(nodes);
  return (id) => {
    const place = positions.withId(id);
    return place === void 0 || place.lineage.some(isLoop) ? void 0 : place.node;
  };
};
var outputReads = (flow) => {
  const all2 = renderedTexts(flow).flatMap(
    ({ text, path }) => readContextReferences(text).flatMap((reference) => {
      const id = reference.names[0]?.name;
      return reference.root !== "outputs" || id === void 0 ? [] : [{ path, text, reference, id }];
    })
  );
  const guards = all2.filter(({ reference }) => reference.isGuarded);
  const guardedIds = new Set(guards.map(({ id }) => id));
  const guarded = new Set(guards.map(({ reference }) => prefixesOf(reference).at(-1)));
  const above = new Set(guards.flatMap(({ reference }) => prefixesOf(reference)));
  return all2.filter(({ reference }) => {
    const prefixes = prefixesOf(reference);
    const isGuarded = prefixes.some((names) => guarded.has(names)) || above.has(prefixes.at(-1) ?? "");
    return !isGuarded && reference.hyphenated === void 0;
  }).map((read2) => ({ ...read2, mayBeMissing: guardedIds.has(read2.id) }));
};
var MOST_STEPS = 20;
var prefixesOf = ({ names }) => names.slice(0, MOST_STEPS).map((_2, index) => JSON.stringify(names.slice(0, index + 1).map(({ name }) => name)));

// src/text/within-time.ts
import { runInNewContext } from "node:vm";
var withinTime = (milliseconds, run) => {
  let result;
  const keep = () => {
    result = { value: run() };
  };
  try {
    runInNewContext("keep()", { keep }, { timeout: milliseconds });
  } catch (error2) {
    if (!isTimeout(error2)) throw error2;
    return void 0;
  }
  return result;
};
var isTimeout = (error2) => typeof error2 === "object" && error2 !== null && "code" in error2 && error2.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";

// src/lint/values/read-property.ts
var readProperty = (text, type, version2) => {
  const trimmed = text.trim();
  if (trimmed === "" || isTemplate(text) || READINGS[type].reads(trimmed)) return void 0;
  const [first] = isStrict(version2) ? [] : FIRST_NUMBER.exec(trimmed) ?? [];
  const readAs = first === void 0 ? void 0 : readFirst(type, Number(first));
  if (first === void 0 || readAs === void 0) return { reason: `it must be ${READINGS[type].needs}` };
  return isSameValue(type, trimmed, readAs) ? void 0 : partlyRead(type, readAs, version2);
};
var isStrict = (version2) => version2 !== void 0 && !isAtLeast(version2, 1, 1);
var NUMBER2 = /^[-+]?\d+(?:\.\d+)?$/;
var FIRST_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?=\s|$)/;
var READINGS = {
  integer: { reads: isInteger, needs: "a whole number of at most 2147483647" },
  long: { reads: isLong, needs: "a whole number" },
  number: { reads: (text) => isFloat(text) && !/[xX]|[fFdD]$/.test(text), passed: isFloat, needs: "a number" },
  boolean: { reads: (text) => /^(?:true|false)$/i.test(text), needs: "`true` or `false`" },
  duration: {
    reads: (text) => NUMBER2.test(text) || durationSeconds(text) !== void 0,
    passed: (text) => durationSeconds(text) !== void 0,
    needs: "an ISO 8601 duration such as `PT5M` or `P1DT2H`; weeks, months and years are not allowed"
  },
  date: {
    reads: (text) => isDate(text.slice(0, 10)) && (text.length === 10 || text[10] === "T"),
    passed: isDate,
    needs: "a date, such as `2031-01-15`"
  },
  "date-time": {
    reads: (text) => NUMBER2.test(text) || isZonedDateTime(text),
    passed: isInstant,
    needs: "a date and time with its zone, such as `2031-01-15T10:00:00Z`"
  },
  "partial-time": {
    reads: (text) => isTime(text) || isZonedDateTime(text),
    passed: isTime,
    needs: "a time of the day, such as `09:30` or `09:30:00`"
  },
  uri: { reads: isUri, needs: "an address, such as `https://example.com/a`" }
};
var readFirst = (type, first) => {
  if (type === "duration") return `${first} s`;
  if (type === "number") return String(first);
  if (type === "boolean" && Number.isInteger(first)) return String(first !== 0);
  const most = { integer: 2 ** 31, long: 2 ** 63 }[String(type)] ?? 0;
  return Math.abs(first) < most ? String(Math.trunc(first)) : void 0;
};
var isSameValue = (type, text, readAs) => {
  if (type === "duration") return /\d\s+s(?:ec(?:ond)?s?)?$/i.test(text);
  return Number(text) === (type === "boolean" ? Number(readAs === "true") : Number(readAs));
};
var partlyRead = (type, readAs, version2) => ({
  reason: version2 === void 0 ? "since 1.3 Kestra reads the number at its beginning and ignores the rest, and on 1.0 the execution fails" : "Kestra reads the number at its beginning and ignores the rest",
  readAs,
  fix: `Write ${READINGS[type].needs.replace(/;.*/, "")}.`
});

// src/lint/values/fits-input.ts
var fitsInput = (input, given) => {
  const { value } = given;
  if (value === void 0 || value === null || value === "" || holdsTemplate(value)) return void 0;
  return fitsType(input, given) ?? boundsOf(input, value);
};
var holdsTemplate = (value) => {
  if (Array.isArray(value)) return value.some(holdsTemplate);
  if (isMapValue(value)) return Object.values(value).some(holdsTemplate);
  return typeof value === "string" && isTemplate(value);
};
var LISTS = /* @__PURE__ */ new Set(["ARRAY", "MULTISELECT"]);
var fitsType = (input, given) => {
  const { type, itemType } = input;
  if (!LISTS.has(type)) return typeof type === "string" ? fitsScalar(type, given) : void 0;
  const list = listOf(given.value);
  if (list === void 0) return NOT_A_LIST;
  const item = type === "MULTISELECT" ? "STRING" : itemType;
  if (typeof item !== "string") return void 0;
  return firstMisfit(list, (value) => fitsScalar(item, { ...given, as: "passed", value }));
};
var NOT_A_LIST = {
  reason: "it must be a list",
  fix: "Write a YAML list, or a JSON list in quotes: `[1, 2]`."
};
var firstMisfit = (list, misfitOf) => {
  for (const [index, value] of list.entries()) {
    const misfit = misfitOf(value);
    if (misfit) return { ...misfit, reason: `in entry ${index + 1}, ${misfit.reason}` };
  }
  return void 0;
};
var READ_TYPES = {
  INT: "integer",
  FLOAT: "number",
  BOOL: "boolean",
  BOOLEAN: "boolean",
  DATETIME: "date-time",
  DATE: "date",
  TIME: "partial-time",
  DURATION: "duration",
  URI: "uri"
};
var fitsScalar = (type, { as, value, version: version2 }) => {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (type === "EMAIL") return isEmail(text) ? void 0 : { reason: "it must be an e-mail address" };
  if (type === "JSON" || type === "YAML") return typeof value === "string" ? fitsData(type, value) : void 0;
  const read2 = Object.hasOwn(READ_TYPES, type) ? READ_TYPES[type] : void 0;
  if (read2 === void 0) return void 0;
  if (as === "default") return readProperty(text, read2, version2);
  if (read2 === "boolean") return /^(?:true|false)$/i.test(text) ? void 0 : READ_AS_FALSE;
  const { reads, passed: passed2 = reads, needs: needs2 } = READINGS[read2];
  return passed2(text) ? void 0 : { reason: `it must be ${needs2}` };
};
var READ_AS_FALSE = {
  reason: "every value except `true` is read as false",
  readAs: "false",
  fix: "Write `true` or `false`."
};
var fitsData = (type, text) => {
  if (type === "YAML") return parseYaml(text).isReadable ? void 0 : { reason: "it must be YAML that can be read" };
  return readJson(text) === void 0 ? { reason: "it must be JSON" } : void 0;
};
var boundsOf = (input, value) => {
  const { type } = input;
  if (type === "SELECT" || type === "ENUM") return notListed(input, [value]);
  if (type === "MULTISELECT") return notListed(input, listOf(value) ?? []);
  if (typeof value === "object") return void 0;
  const text = String(value);
  if (type === "STRING") return notMatching(input["validator"], text);
  const ordering = typeof type === "string" && Object.hasOwn(ORDERINGS, type) ? ORDERINGS[type] : void 0;
  return ordering && boundMisfit(input, text, ordering);
};
var notListed = ({ values, allowCustomValue }, given) => {
  if (!Array.isArray(values) || isTrue(allowCustomValue)) return void 0;
  if ([...values, ...given].some((value) => typeof value !== "string" && typeof value !== "number")) return void 0;
  const known = values.map(String);
  if (known.some(isTemplate)) return void 0;
  const isListed = (text) => values.some((value) => typeof value === "number" ? Number(text) === value : text === value);
  const other = given.map(String).find((text) => !isListed(text));
  if (other === void 0) return void 0;
  const fix = suggestion(other, known) ?? `Use one of ${known.slice(0, 12).join(", ")}.`;
  return { reason: `\`values\` has no "${other}"`, fix };
};
var MOST_MILLISECONDS = 1e3;
var JAVA_ONLY_SYNTAX = /\(\?[idmsuxU-]+[:)]|\\[QEAzZGhHRX]|[*+?}]\+|&&|\\p\{(?!L|N|P|S|Z|M)|\[[^\]]*\[/;
var notMatching = (validator, text) => {
  if (typeof validator !== "string" || validator === "" || JAVA_ONLY_SYNTAX.test(validator)) return void 0;
  return isMatch(validator, text) === false ? { reason: `it does not match \`${validator}\`` } : void 0;
};
var isMatch = (pattern, text) => {
  const whole = patternOf(`^(?:${pattern})$`);
  return whole && withinTime(MOST_MILLISECONDS, () => whole.test(text))?.value;
};
var patternOf = (pattern) => {
  try {
    return new RegExp(pattern);
  } catch (error2) {
    if (error2 instanceof SyntaxError) return void 0;
    throw error2;
  }
};
var numbers = { least: "min", most: "max", rank: (text) => isFloat(text) ? Number(text) : void 0 };
var dateOrdering = (read2) => ({
  least: "after",
  most: "before",
  rank: read2
});
var timestampOf = (text) => {
  const time2 = Date.parse(text);
  return Number.isNaN(time2) ? void 0 : time2;
};
var ORDERINGS = {
  INT: numbers,
  FLOAT: numbers,
  DURATION: { least: "min", most: "max", rank: durationSeconds },
  DATE: dateOrdering((text) => isDate(text) ? timestampOf(text) : void 0),
  DATETIME: dateOrdering((text) => isInstant(text) ? timestampOf(text) : void 0),
  TIME: dateOrdering((text) => isTime(text) ? timestampOf(`2000-01-01T${text}Z`) : void 0)
};
var boundMisfit = (input, text, { least, most, rank }) => {
  const value = rank(text);
  const [lowest, highest] = [least, most].map((bound) => {
    const written = input[bound];
    return typeof written === "string" || typeof written === "number" ? rank(String(written)) : void 0;
  });
  if (value === void 0) return void 0;
  if (lowest !== void 0 && value < lowest) return { reason: `\`${least}\` is ${String(input[least])}` };
  return highest !== void 0 && value > highest ? { reason: `\`${most}\` is ${String(input[most])}` } : void 0;
};

// src/lint/rules/values/passed-values.ts
var checkPassedNames = ({ values, path }, inputs, says) => Object.keys(values).filter((name) => !inputs.has(name) && !name.includes(".")).map((name) => {
  const hint = suggestion(name, inputs.keys());
  return { code: "unknown-input", path: [...path, name], part: "key", message: says(name), hint };
});
var checkPassed = (passed2, inputs, version2) => Object.entries(passed2.values).flatMap(([id, value]) => {
  const input = inputs.get(id);
  const misfit = input && fitsInput(input, { as: "passed", value, version: version2 });
  if (input === void 0 || misfit === void 0) return [];
  const what = `"${shown(plainText(value))}", passed to ${named(input)} of ${passed2.whose},`;
  return [{ ...reported("invalid-input", what, misfit), path: [...passed2.path, id] }];
});
var named = ({ id, type }) => `the input "${plainText(id)}" (${plainText(type)})`;
var reported = (code, what, { reason, readAs, fix }) => readAs === void 0 ? { code, message: `${what} is refused: ${reason}.`, hint: fix } : { code: "value-read-differently", message: `${what} is read as ${readAs}: ${reason}.`, hint: fix };
var fixedValue = (flow, value) => {
  const reference = referenceOf(value);
  const known = reference?.root === "vars" ? variableOf(flow, reference) : void 0;
  const isPlain = typeof known === "string" ? !isTemplate(known) : typeof known === "number";
  return isPlain ? known : value;
};
var referenceOf = (value) => {
  const reference = typeof value === "string" ? wholeReference(value) : void 0;
  return reference?.names.length === reference?.steps.length ? reference : void 0;
};
var variableOf = ({ value: { variables }, nodes }, { names }) => {
  if (nodes.some(({ type = "" }) => type.endsWith(".SetVariables"))) return void 0;
  return names.reduce((at, { name }) => isMapValue(at) ? at[name] : void 0, variables);
};
var SAMPLES = {
  BOOL: "true",
  BOOLEAN: "true",
  FLOAT: "5.5",
  DATE: "2031-01-15",
  DATETIME: "2031-01-15T10:00:00Z",
  TIME: "10:00:00",
  DURATION: "PT5M",
  FILE: "kestra:///file.txt",
  EMAIL: "me@example.com"
};
var checkPassedTypes = (flow, passed2, inputs) => {
  const own2 = flowInputs(flow.value)?.byId;
  return Object.entries(passed2.values).flatMap(([id, value]) => {
    const { root, names: [{ name } = { name: "" }, ...more] = [] } = referenceOf(value) ?? {};
    const [input, given] = [inputs.get(id), root === "inputs" && more.length === 0 ? own2?.get(name) : void 0];
    const sample = SAMPLES[plainText(given?.["type"])];
    if (input === void 0 || given === void 0 || sample === void 0 || given["required"] === false) return [];
    const { type, itemType } = input;
    const misfit = fitsInput({ type, itemType }, { as: "passed", value: sample, version: flow.version });
    if (misfit === void 0 || misfit.readAs !== void 0) return [];
    const message = `"${name}" is of type ${plainText(given["type"])}, and "${id}" of ${passed2.whose} of type ${plainText(type)}: ${misfit.reason}.`;
    return [{ code: "invalid-input", path: [...passed2.path, id], message }];
  });
};

// src/lint/rules/outputs/invalid-output.ts
var invalid_output_default = defineRule({
  codes: {
    "invalid-output": {
      ...FAILS_WHEN_RUN,
      title: "An output of the flow whose value does not fit its type",
      why: "In every run the value does not fit the type of the output. Kestra stores the flow; each execution fails at its end.",
      fix: "Correct the value, or the type of the output.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
              format: one
          outputs:
            - id: total
              type: INT
              value: "{{ outputs.first.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
              format: one
          outputs:
            - id: total
              type: STRING
              value: "{{ outputs.first.value }}"
        `
      }
    }
  },
  needs: ["types"],
  flow: (flow, known) => [...checkPassedOutputs(flow, known), ...checkFlowOutputs(flow, flow.types)]
});
var checkFlowOutputs = (flow, types) => {
  const outputs = flow.value["outputs"];
  if (!Array.isArray(outputs)) return [];
  const taskWithId = tasksOutsideOfLoops(flow.nodes);
  return outputs.flatMap((output, index) => {
    const { type, value } = isMapValue(output) ? output : {};
    const certain = typeof value === "string" ? certainValue(value, taskWithId, types) : void 0;
    const reason = certain && typeof type === "string" ? reasonAgainst(certain, type, flow) : void 0;
    const isBare = isBareName(value, flow.declared);
    const hint = isBare ? `Write \`{{ ${value.trim()} }}\`.` : void 0;
    const path = ["outputs", index, "value"];
    if (reason !== void 0) {
      const message2 = `${valueText(certain)} is refused as an output of type ${type}${reason}.`;
      const isText2 = typeof value === "string" && !isTemplate(value);
      return [{ code: "invalid-output", path: isText2 ? path : ["outputs", index, "type"], message: message2, hint }];
    }
    const message = `"${plainText(value)}" is output as this text: it has no braces.`;
    return isBare ? [{ code: "not-rendered", path, message, hint }] : [];
  });
};
var BARE = /^(outputs|inputs|vars)\.(\w[\w-]*)(?:\.\w+|\[['"]?[\w-]+['"]?\])*$/;
var isBareName = (value, declared) => {
  const [, root, name = ""] = typeof value === "string" && BARE.exec(value.trim()) || [];
  return (root === "outputs" || root === "inputs" || root === "vars") && declared[root]?.has(name) === true;
};
var SCALAR_TYPES = /* @__PURE__ */ new Set(["INT", "FLOAT", "DATETIME", "DATE", "TIME", "DURATION"]);
var KIND_TEXTS = {
  array: "A list",
  object: "A map",
  boolean: "True or false"
};
var reasonAgainst = (certain, type, { version: version2 }) => {
  if ("kind" in certain) return KIND_TEXTS[certain.kind] !== void 0 && SCALAR_TYPES.has(type) ? "" : void 0;
  if (type === "EMAIL") return void 0;
  const misfit = fitsInput({ type }, { as: "passed", value: certain.text, version: version2 });
  return misfit === void 0 || misfit.readAs !== void 0 ? void 0 : `: ${misfit.reason}`;
};
var valueText = (certain) => {
  if (certain === void 0) return void 0;
  return "kind" in certain ? KIND_TEXTS[certain.kind] : `"${shown(certain.text)}"`;
};
var checkPassedOutputs = (flow, known) => {
  const calls = findFlowReferences(flow.document, flow.nodes).filter(({ relation }) => relation === "subflow");
  if (calls.length === 0) return [];
  const taskWithId = tasksOutsideOfLoops(flow.nodes);
  return calls.flatMap(({ namespace: namespace2, id, path, inputs = {} }) => {
    const texts = Object.entries(inputs).flatMap(([name, value]) => {
      const certain = typeof value === "string" && isTemplate(value) ? certainValue(value, taskWithId) : void 0;
      return certain !== void 0 && "text" in certain ? [[name, certain.text]] : [];
    });
    const declared = texts.length === 0 ? void 0 : known.flowOf(namespace2, id)?.inputs;
    const passed2 = { values: Object.fromEntries(texts), path: [...path, "inputs"], whose: `"${namespace2}.${id}"` };
    return declared === void 0 ? [] : checkPassed(passed2, declared.byId, flow.version);
  });
};
var certainValue = (text, taskWithId, types = {}) => {
  if (!isTemplate(text)) return { text };
  const { root, steps } = wholeReference(text) ?? {};
  const [id, ...names] = root === "outputs" ? (steps ?? []).map(({ name }) => name) : [];
  const task = id === void 0 ? void 0 : taskWithId(id);
  if (task === void 0) return void 0;
  const written = literalOutput(task, names);
  if (written !== void 0) return isTemplate(written) ? void 0 : { text: written };
  const [property = "", ...rest] = names;
  const properties = Object.hasOwn(types, task.type ?? "") ? types[task.type ?? ""] : void 0;
  const kind = properties && Object.hasOwn(properties, property) ? properties[property] : void 0;
  return kind === void 0 || rest.length > 0 ? void 0 : { kind };
};
var literalOutput = ({ type, value }, names) => {
  const [property, name, ...rest] = names;
  if (type === "io.kestra.plugin.core.debug.Return" && property === "value" && names.length === 1)
    return literalAsText(value["format"]);
  const { values } = value;
  const isValue = type === "io.kestra.plugin.core.output.OutputValues" && property === "values" && rest.length === 0;
  return isValue && isMapValue(values) && name !== void 0 ? literalAsText(values[name]) : void 0;
};
var literalAsText = (value) => typeof value === "string" || Number.isSafeInteger(value) ? String(value) : void 0;

// src/lint/outputs/output-shape.ts
var ANY = { kind: "any" };
var mapOf2 = (names, isOpen = false) => ({
  kind: "map",
  names: new Map(names),
  isOpen
});
var CORE3 = "io.kestra.plugin.core.";
var CORE_OUTPUTS = {
  "flow.ForEachItem": void 0,
  "flow.Template": void 0,
  "templating.TemplatedTask": void 0,
  "flow.Loop": {
    iterationCount: "integer",
    runningIterations: "integer",
    terminatedIterations: "integer",
    outputs: "array"
  },
  "flow.LoopUntil": { iterationCount: "integer" },
  "flow.WorkingDirectory": { outputFiles: "object" }
};
var outputShapes = ({ document, nodes }, known, types = {}) => {
  const called = new Map(findFlowReferences(document, nodes).map((call) => [call.path, call]));
  return (node2) => {
    const { type = "", value, path } = node2;
    const shape = shapeOfType(type, types);
    if (type === `${CORE3}output.OutputValues`) return withName(shape, "values", shapeOfValue(value["values"]));
    if (type !== `${CORE3}flow.Subflow`) return shape;
    if (value["wait"] === false) return withoutName(shape, "outputs");
    const call = called.get(path);
    if (call === void 0 || call.revision !== void 0 || value["outputs"] !== void 0) return shape;
    const declared = known.flowOf(call.namespace, call.id)?.outputs;
    return declared === void 0 ? shape : withName(shape, "outputs", mapOf2([...declared].map((id) => [id, ANY])));
  };
};
var shapeOfType = (type, types) => {
  const name = coreName(type);
  const isCore = name.startsWith(CORE3);
  const short = name.slice(CORE3.length);
  const reported2 = Object.hasOwn(types, type) ? types[type] : void 0;
  const properties = isCore && Object.hasOwn(CORE_OUTPUTS, short) ? reported2 && CORE_OUTPUTS[short] : reported2;
  if (properties === void 0) return mapOf2([], true);
  const entries = Object.entries(properties);
  return mapOf2(
    entries.map(([name2, kind]) => [name2, SHAPES[kind]]),
    entries.length === 0 && !isCore
  );
};
var SHAPES = {
  string: { kind: "text" },
  array: { kind: "list" },
  integer: { kind: "number" },
  number: { kind: "number" },
  boolean: { kind: "truth value" },
  object: ANY,
  any: ANY
};
var shapeOfValue = (value) => isMapValue(value) && !Object.keys(value).some((key) => key.includes("{{")) ? mapOf2(Object.entries(value).map(([key, child]) => [key, shapeOfValue(child)])) : ANY;
var withName = (shape, name, child) => ({
  ...shape,
  names: new Map([...shape.names, [name, child]])
});
var withoutName = (shape, name) => ({
  ...shape,
  names: new Map([...shape.names].filter(([known]) => known !== name))
});

// src/lint/rules/outputs/run-order.ts
var IN_ORDER = new Set(
  "Sequential WorkingDirectory AllowFailure If Switch Pause LoopUntil Loop ForEach EachSequential".split(" ")
);
var LATER_LISTS = ["errors", "finally", "outputs", "afterExecution"];
var FLOW_OUTPUTS = { holder: void 0, list: "outputs", index: 0 };
var runsInAnyCase = ({ list }) => list !== "outputs" && LATER_LISTS.includes(list);
var orderOf = (from, to) => {
  if (from.list !== to.list) return orderOfLists(from, to);
  const { holder } = to;
  if (holder === void 0 || LATER_LISTS.includes(to.list) || IN_ORDER.has(holder.flowable))
    return to.index < from.index ? "before" : "later";
  if (holder.flowable === "Dag") return orderInDag(holder, from.index, to.index);
  const isAtOnce = ["Parallel", "EachParallel"].includes(holder.flowable);
  return isAtOnce && [void 0, 0].some((all2) => holder.node.value["concurrent"] === all2) ? "beside" : "unknown";
};
var orderOfLists = (from, { list, holder }) => {
  const [own2, other] = [LATER_LISTS.indexOf(from.list), LATER_LISTS.indexOf(list)];
  if (list === "errors") return "after a failure";
  if (other > own2) return "later";
  if (own2 !== -1) return "before";
  return holder?.flowable === "If" || holder?.flowable === "Switch" ? "other branch" : "unknown";
};
var dagOrders = /* @__PURE__ */ new WeakMap();
var orderInDag = ({ node: { value } }, from, to) => {
  const order = dagOrders.get(value) ?? dagOrder(value);
  dagOrders.set(value, order);
  const isBefore = order.waits(from, to);
  const isLater = isBefore === true ? false : order.waits(to, from);
  if (isBefore === true) return "before";
  if (isLater === true) return "later";
  return isBefore === void 0 || isLater === void 0 ? "unknown" : "beside";
};
var MOST_DAG_STEPS = 2e6;
var dagOrder = (dag) => {
  const waits = dagDependencies(dag);
  const reached = /* @__PURE__ */ new Map();
  let steps = 0;
  const reachedFrom = (start) => {
    const all2 = new Set(waits[start]);
    for (const index of all2) {
      const next = waits[index] ?? [];
      steps += 1 + next.length;
      if (steps > MOST_DAG_STEPS) return void 0;
      for (const each of next) all2.add(each);
    }
    reached.set(start, all2);
    return all2;
  };
  return {
    waits: (task, other) => waits[task]?.includes(other) === true || (reached.get(task) ?? reachedFrom(task))?.has(other)
  };
};
var dagDependencies = (dag) => {
  const entries = Array.isArray(dag["tasks"]) ? dag["tasks"] : [];
  const maps = entries.map((entry) => isMapValue(entry) ? entry : {});
  const indexes2 = new Map(maps.map(({ task }, index) => [isMapValue(task) ? task["id"] : void 0, index]));
  return maps.map(({ dependsOn: dependsOn2 }) => [
    ...new Set((Array.isArray(dependsOn2) ? dependsOn2 : []).flatMap((id) => indexes2.get(id) ?? []))
  ]);
};
var ALWAYS = { runs: "always" };
var willRun = ({ node: { value }, holder, list }) => {
  if (isDisabled(value)) return { runs: "never", because: "is disabled" };
  const own2 = truthOf(value["runIf"] ?? true);
  if (own2 === false) return { runs: "never", because: "never runs: its `runIf` is false" };
  const branch = holder === void 0 ? ALWAYS : branchCertainty(holder, list);
  if (branch.runs !== "always" || own2 === true) return branch;
  return { runs: "maybe", because: "runs only where its `runIf` holds" };
};
var branchCertainty = ({ flowable, node: { id, value } }, list) => {
  if (flowable === "If" && (list === "then" || list === "else")) {
    const condition = truthOf(value["condition"]);
    const holds = list === "then";
    if (condition === holds) return ALWAYS;
    const because = `runs only where the condition of "${id}" ${holds ? "holds" : "does not hold"}`;
    return { runs: condition === void 0 ? "maybe" : "never", because };
  }
  return flowable === "Switch" && (list === "defaults" || list.startsWith("cases.")) ? caseCertainty(value, id, list) : ALWAYS;
};
var caseCertainty = ({ value: chosen, cases }, id, list) => {
  const name = list === "defaults" ? void 0 : list.slice("cases.".length);
  if (typeof chosen === "string" && !chosen.includes("{") && isMapValue(cases)) {
    const taken = Object.hasOwn(cases, chosen) ? chosen : void 0;
    if (taken === name) return ALWAYS;
    return { runs: "never", because: `never runs: the value of "${id}" is always "${chosen}"` };
  }
  const where = name === void 0 ? `where no case of "${id}" fits` : `in the case "${name}" of "${id}"`;
  return { runs: "maybe", because: `runs only ${where}` };
};
var LITERAL = /^\s*(?:\{\{-?\s*(true|false)\s*-?\}\}|(true|false))\s*$/;
var truthOf = (condition) => {
  if (typeof condition === "boolean") return condition;
  const [, inBraces, plain2] = typeof condition === "string" ? LITERAL.exec(condition) ?? [] : [];
  const word = inBraces ?? plain2;
  return word === void 0 ? void 0 : word === "true";
};
var ENDS = /^io\.kestra\.(?:plugin\.core\.execution|core\.tasks\.executions)\.(?:Fail|Exit)$/;
var isEnd = ({ node: { type = "" } }) => ENDS.test(type);
var endsOfLists = (positions, failing3 = /* @__PURE__ */ new Set()) => {
  const ends = positions.filter(
    (place) => !AT_ONCE.has(place.holder?.flowable ?? "") && place.node.value["allowFailure"] !== true && (failing3.has(place) || isEnd(place) && place.node.value["condition"] === void 0) && willRun(place).runs !== "never" && place.node.value["runIf"] === void 0
  );
  return new Map(ends.toReversed().map((place) => [place.listKey, place]));
};
var AT_ONCE = /* @__PURE__ */ new Set(["Parallel", "EachParallel", "Dag"]);
var endBefore = (place, ends) => {
  const end = ends.get(place.listKey);
  return end !== void 0 && end.index < place.index ? end : void 0;
};

// src/lint/rules/outputs/check-order.ts
var checkOrder = (use2, run) => {
  const { read: read2, reader, target } = use2;
  if (read2.mayBeMissing || read2.reference.isConditional) return void 0;
  const { a, b: b2 } = reader ? parting(reader, target) : { a: [], b: target.lineage };
  const [from, to] = [reader ? a[0] : FLOW_OUTPUTS, b2[0]];
  if (to === void 0) return a.length === 0 ? ownOutput(use2) : void 0;
  return from === void 0 ? outputOfNestedTask(use2) : checkBranches(use2, { from, to, a, b: b2 }, run);
};
var ownOutput = (use2) => {
  const { read: read2, target } = use2;
  const isRenderedFirst = target.flowable === "" ? readingProperty(use2) !== "assets" : rendersFirst(use2);
  if (!isRenderedFirst) return void 0;
  return {
    code: "output-too-early",
    message: `The task "${read2.id}" reads an output of its own, which exists only after it has run.`,
    hint: "Read the output of a task that runs before it."
  };
};
var readingProperty = ({ read: read2, reader }) => read2.path[reader?.node.path.length ?? 0];
var RENDERED_FIRST = /* @__PURE__ */ new Set([
  "If.condition",
  "Switch.value",
  "ForEach.values",
  "EachSequential.value",
  "EachParallel.value",
  "Loop.values",
  "Subflow.inputs",
  "Subflow.flowId",
  "Subflow.namespace"
]);
var rendersFirst = (use2) => {
  const property = readingProperty(use2);
  return property === "runIf" || RENDERED_FIRST.has(`${use2.reader?.flowable}.${property}`);
};
var outputOfNestedTask = (use2) => {
  if (!rendersFirst(use2)) return void 0;
  const message = `The task "${use2.read.id}" runs inside "${use2.reader?.node.id}", after Kestra renders this expression.`;
  return { code: "output-too-early", message };
};
var checkBranches = (use2, branches, run) => {
  const { id } = use2.read;
  const order = orderOf(branches.from, branches.to);
  const skipped = order === "unknown" ? void 0 : whySkipped(use2, branches, run);
  if (skipped !== void 0) return { code: "output-of-skipped-task", message: skipped };
  switch (order) {
    case "later":
      return { code: "output-too-early", message: `The task "${id}" runs later.` };
    case "beside":
      return beside(use2, branches);
    case "other branch": {
      const message = `The task "${id}" is in another branch, and only one of them runs.`;
      return { code: "output-of-skipped-task", message };
    }
    case "after a failure":
      return isConditional(branches) ? void 0 : afterFailureOnly(id);
    case "before":
      return run.mayEnd || runsInAnyCase(branches.from) || isConditional(branches) ? void 0 : uncertainOutput(use2, branches);
    case "unknown":
      return void 0;
  }
};
var isConditional = ({ a }) => a.some((place) => willRun(place).runs !== "always");
var afterFailureOnly = (id) => ({
  code: "output-of-skipped-task",
  message: `The task "${id}" runs only after a failure.`
});
var whySkipped = ({ read: { id }, target }, { b: b2 }, { ends, failing: failing3 }) => {
  for (const place of b2) {
    const will = willRun(place);
    if (will.runs === "never") return certaintyMessage(id, place, will);
    const end = endBefore(place, ends);
    if (end !== void 0) return `The task "${id}" never runs: the execution ends with "${end.node.id}" before it.`;
  }
  return failing3.has(target) ? `The task "${id}" fails before it has outputs.` : void 0;
};
var certaintyMessage = (id, { node: node2 }, will) => node2.id === id ? `The task "${id}" ${will.because}.` : `The task "${id}" is part of "${node2.id}", which ${will.because}.`;
var beside = (use2, { a, to }) => {
  const { id } = use2.read;
  const startsAtOnce = to.holder?.flowable !== "Dag" && a.slice(1).every(({ index }) => index === 0);
  if (startsAtOnce) {
    const message2 = `The task "${id}" runs at the same time as this one.`;
    return { code: "output-too-early", message: message2 };
  }
  const message = `The task "${id}" may not have run yet: this one does not wait for it.`;
  const hint = to.holder?.flowable === "Dag" ? `Name it in \`dependsOn\`.` : void 0;
  return { code: "uncertain-output", message, hint };
};
var uncertainOutput = (use2, { b: b2 }) => {
  const { id } = use2.read;
  if (b2.slice(1).some(({ list }) => list === "errors")) return afterFailureOnly(id);
  if (b2.some(isLoop)) return void 0;
  for (const place of b2) {
    const will = willRun(place);
    if (will.runs === "maybe") return { code: "uncertain-output", message: certaintyMessage(id, place, will) };
  }
  return void 0;
};

// src/lint/rules/outputs/check-steps.ts
var checkSteps = (use2, shape) => {
  const { read: read2, reader, target } = use2;
  const lineage = target.lineage;
  const lineageBelow = reader ? parting(reader, target).b : lineage;
  const closed = lineageBelow.slice(0, -1).find(({ flowable }) => flowable === "Loop");
  if (closed !== void 0) return isolatedOutput(read2, closed);
  const loops = lineage.filter(
    ({ flowable }, index) => KEYED_LOOPS.has(flowable) && lineage[index + 1]?.list === "tasks"
  );
  const steps = read2.reference.steps.slice(1);
  for (const [index, holder] of loops.entries()) {
    const found = wrongKey(use2, shape, { holder, step: steps[index] });
    if (found !== void 0) return found;
  }
  const rest = steps.slice(loops.length);
  return needlessKey(read2, rest[0], loops.length) ?? unknownStep(use2, shape, rest);
};
var isolatedOutput = ({ id, reference }, { node: node2 }) => ({
  code: "loop-output",
  message: `The outputs of "${id}" stay inside the loop "${node2.id}".`,
  hint: `Declare the value in \`outputs\` of the loop, and read \`outputs.${node2.id}.outputs\`.`,
  end: reference.names[0]?.end ?? 0
});
var wrongKey = ({ read: { id }, reader }, shape, { holder: { node: node2 }, step }) => {
  const name = step?.name;
  if (step === void 0 || name === void 0) return void 0;
  const values = loopValues(node2);
  if (values?.has(name)) return void 0;
  const { end } = step;
  if (shape.kind === "map" && shape.names.has(name)) {
    const isInside = reader?.lineage.some((place) => place.node === node2);
    const [first = "\u2026"] = values ?? [];
    const key = isInside ? "taskrun.value" : `'${first}'`;
    const message = `The task "${id}" has an output for each value of the loop "${node2.id}", and this names none of them.`;
    return { code: "loop-output", message, hint: `Write \`outputs.${id}[${key}].${name}\`.`, end };
  }
  if (values === void 0) return void 0;
  const hint = didYouMean(nearestOf(name, values)) ?? listNames("Its values are", values);
  return { code: "loop-output", message: `The loop "${node2.id}" has no value "${name}".`, hint, end };
};
var loopValues = ({ value }) => {
  const literal = value["values"] ?? value["value"];
  const list = typeof literal === "string" && /^\s*\[/.test(literal) ? parseJson(literal) : literal;
  if (!Array.isArray(list)) return void 0;
  const keys = list.filter((each) => ["string", "number", "boolean"].includes(typeof each)).map(String);
  return keys.length === list.length && !keys.some((key) => key.includes("{{")) ? new Set(keys) : void 0;
};
var KEY_OF_LOOP = /^\[\s*(?:taskrun\.value|item\.\w+|parents?\b)/;
var needlessKey = (read2, step, keys) => {
  if (step === void 0 || !KEY_OF_LOOP.test(read2.text.slice(step.start, step.end))) return void 0;
  const message = `The outputs of "${read2.id}" have no${keys === 0 ? "" : " further"} key: it is not in a loop that gives them one.`;
  return { code: "loop-output", message, hint: "Remove the brackets.", end: step.end };
};
var MEMBERS = new Set(
  [
    "blank bytes chars class codePoints empty getBytes getClass hashCode indent intern isBlank isEmpty length lines repeat strip stripIndent",
    "stripLeading stripTrailing toCharArray toLowerCase toString toUpperCase translateEscapes trim describeConstable notify notifyAll wait",
    "size first last reversed getFirst getLast removeFirst removeLast iterator listIterator spliterator stream parallelStream toArray clone clear",
    "intValue longValue doubleValue floatValue shortValue byteValue booleanValue infinite isInfinite isNaN naN"
  ].flatMap((names) => names.split(" "))
);
var unknownStep = ({ read: read2, target }, shape, steps) => {
  let at = shape;
  let known = `outputs.${read2.id}`;
  for (const { name, end } of steps) {
    if (name === void 0 || at.kind === "any") return void 0;
    if (at.kind !== "map") {
      if (MEMBERS.has(name)) return void 0;
      const message = `\`${known}\` is a ${at.kind}, which has no "${name}".`;
      return { code: "unknown-output", message, hint: hintBelow(known, at.kind, name), end };
    }
    const next = at.names.get(name);
    if (next === void 0)
      return at.isOpen ? void 0 : { code: "unknown-output", end, ...missingOutput(known, name, { names: at.names, target }) };
    at = next;
    known += `.${name}`;
  }
  return void 0;
};
var hintBelow = (known, kind, name) => {
  if (kind === "text") return `If the text is JSON, parse it first: \`fromJson(${known}).${name}\`.`;
  return kind === "list" ? `Read an entry by its index: \`${known}[0]\`.` : void 0;
};
var MOST_OUTER_NAMES = 20;
var missingOutput = (known, name, { names, target: { node: node2 } }) => {
  const { id, type = "", value } = node2;
  const isTask = known === `outputs.${id}`;
  const none = `has no outputs: ${type.slice(type.lastIndexOf(".") + 1)} gives none`;
  const has = names.size === 0 && isTask ? none : `has no ${isTask ? "output " : ""}"${name}"`;
  const message = `${isTask ? `The task "${id}"` : `\`${known}\``} ${has}.`;
  const { variables } = value;
  const isVariable = /\.SetVariables$/.test(type) && isMapValue(variables) && Object.hasOwn(variables, name);
  return { message, hint: isVariable ? `Write \`vars.${name}\`.` : hintFor3(known, name, names) };
};
var hintFor3 = (known, name, names) => {
  for (const [outer, inner] of [...names].slice(0, MOST_OUTER_NAMES))
    if (inner.kind === "map" && inner.names.has(name)) return didYouMean(`${known}.${outer}.${name}`);
  const all2 = new Set(names.keys());
  const near = nearestOf(name, all2);
  if (near !== void 0) return didYouMean(`${known}.${near}`);
  return names.size === 0 ? void 0 : listNames("It has", all2);
};
var MOST_SEARCHED = 200;
var nearestOf = (word, names) => names.size > MOST_SEARCHED ? void 0 : closestWord(word, names);
var MOST_NAMED = 12;
var listNames = (prefix, names) => {
  const first = [...names].slice(0, MOST_NAMED).join(", ");
  return names.size > MOST_NAMED ? `${prefix} ${first} and others.` : `${prefix} ${first}.`;
};

// src/lint/rules/outputs/unknown-output.ts
var unknown_output_default = defineRule({
  codes: {
    "unknown-output": {
      ...FAILS_WHEN_RUN,
      title: "An output that the task does not have",
      why: "`{{ outputs.task.property }}` names a task of the flow, and a property that its type does not output. Kestra stores the flow; the expression fails. The outputs of a type are known from the server, or from the file that the command `schema` writes.",
      fix: "Read a property that the task has.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: kept
              type: io.kestra.plugin.core.output.OutputValues
              values:
                color: red
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.kept.values.colour }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: kept
              type: io.kestra.plugin.core.output.OutputValues
              values:
                color: red
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.kept.values.color }}"
        `
      }
    },
    "output-too-early": {
      ...FAILS_WHEN_RUN,
      title: "An output that is read before the task has run",
      why: "The task reads its own output, or that of a task that runs later or at the same time: the expression fails.",
      fix: "Move the task after the one whose output it reads.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.debug.Return
              format: "{{ outputs.last.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.debug.Return
              format: "{{ outputs.first.value }}"
        `
      }
    },
    "output-of-skipped-task": {
      ...FAILS_WHEN_RUN,
      title: "An output of a task that does not run",
      why: "The task is disabled, is in another branch, comes after the end of the execution, or runs only after a failure: the expression fails.",
      fix: "Read the output of another task, or write `{{ outputs.task.property ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.rescue.value }}"
          errors:
            - id: rescue
              type: io.kestra.plugin.core.debug.Return
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.first.value }}"
          errors:
            - id: rescue
              type: io.kestra.plugin.core.debug.Return
        `
      }
    },
    "uncertain-output": {
      severity: "warning",
      title: "An output of a task that may not have run",
      why: "The task runs under a condition, or in parallel with the one that reads it. If it has not run, the output does not exist.",
      fix: "Read it under the same condition, or write `{{ outputs.task.property ?? '' }}`.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: maybe
              type: io.kestra.plugin.core.debug.Return
              runIf: "{{ inputs.flag }}"
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.maybe.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: flag
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
            - id: maybe
              type: io.kestra.plugin.core.debug.Return
              runIf: "{{ inputs.flag }}"
            - id: last
              type: io.kestra.plugin.core.log.Log
              message: "{{ outputs.first.value }}"
        `
      }
    },
    "loop-output": {
      ...FAILS_WHEN_RUN,
      title: "A wrong path to an output of a task in a loop",
      why: "Before 2.0 a task in a loop has an output for each value, `outputs.task[taskrun.value].property`. In a Loop of 2.0 it has one output, which only the same iteration can read. Other tasks read the `outputs` that the Loop declares. Any other read fails.",
      fix: "Before 2.0 add the value of the loop as a key; in a Loop of 2.0 write no key.",
      examples: {
        context: { version: { major: 1, minor: 3 } },
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: loop
              type: io.kestra.plugin.core.flow.ForEach
              values: ['x', 'y']
              tasks:
                - id: inner
                  type: io.kestra.plugin.core.debug.Return
                - id: use
                  type: io.kestra.plugin.core.log.Log
                  message: "{{ outputs.inner.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: loop
              type: io.kestra.plugin.core.flow.ForEach
              values: ['x', 'y']
              tasks:
                - id: inner
                  type: io.kestra.plugin.core.debug.Return
                - id: use
                  type: io.kestra.plugin.core.log.Log
                  message: "{{ outputs.inner[taskrun.value].value }}"
        `
      }
    }
  },
  needs: ["types"],
  flow: (flow, known) => checkOutputs(flow, known, flow.types)
});
var checkOutputs = (flow, known, types) => {
  const reads = outputReads(flow.value);
  if (reads.length === 0) return [];
  const positions = taskPlaces(flow.nodes);
  const ends = endsOfLists(positions.all);
  const uses = reads.filter(({ path }) => !isInOptionalOutput(flow, path)).flatMap((read2) => usesOf(read2, positions)).filter(({ reader }) => !neverReads(reader, ends));
  const run = { ends, failing: /* @__PURE__ */ new Set(), mayEnd: positions.all.some(isEnd) };
  const shapeOf = outputShapes(flow, known, types);
  const findings = new Map(
    uses.flatMap((use2) => {
      const found = findingOf(use2, run, shapeOf(use2.target.node));
      return found === void 0 ? [] : [[use2, found]];
    })
  );
  const failing3 = new Set([...findings].flatMap(([use2, found]) => failingBy(use2, found)));
  const whenFailed = { ...run, failing: failing3, ends: endsOfLists(positions.all, failing3) };
  return uses.flatMap((use2) => {
    const found = findings.get(use2) ?? (seesFailures(use2) ? wrongOrder(use2, whenFailed) : void 0);
    if (found === void 0) return [];
    return [findingIn(flow, use2.read, { ...found, start: use2.read.reference.start })];
  });
};
var usesOf = (read2, positions) => {
  const target = positions.withId(read2.id);
  if (target === void 0 || !target.node.isCertain) return [];
  const reader = positions.around(read2.path);
  return reader?.node.isCertain === false ? [] : [{ read: read2, reader, target }];
};
var neverReads = (reader, ends) => reader?.lineage.some((place) => willRun(place).runs === "never" || endBefore(place, ends) !== void 0) === true;
var findingOf = (use2, run, shape) => {
  const { read: read2, reader, target } = use2;
  const isPlaced = reader !== void 0 || read2.path[0] === "outputs";
  const order = isPlaced ? wrongOrder(use2, run) : void 0;
  if (order !== void 0) return order;
  return isPlaced || !target.lineage.some(isLoop) ? checkSteps(use2, shape) : void 0;
};
var wrongOrder = (use2, run) => {
  const found = checkOrder(use2, run);
  return found && { ...found, end: use2.read.reference.names[0]?.end ?? 0 };
};
var failingBy = ({ reader, read: read2 }, { code }) => reader !== void 0 && !read2.reference.isConditional && code !== "uncertain-output" ? [reader] : [];
var seesFailures = ({ reader }) => {
  const root = reader?.lineage[0];
  return root !== void 0 && runsInAnyCase(root);
};

// src/lint/competing-sync.ts
var GIT_TYPE = /^io\.kestra\.plugin\.(?:ee\.)?git\.(Sync\w*|NamespaceSync|TenantSync|Clone)$/;
var gitTasksIn = (nodes) => nodes.flatMap(({ kind, type = "", path, value }) => {
  const [, name] = GIT_TYPE.exec(type) ?? [];
  if (kind !== "task" || name === void 0) return [];
  const does = name === "Clone" ? "clones" : "syncs";
  return [
    { name, path, does, namespace: plain(value["targetNamespace"] ?? value["namespace"]), url: plain(value["url"]) }
  ];
});
var plain = (value) => typeof value === "string" && !value.includes("{{") ? value : void 0;

// src/lint/rules/references/competing-sync.ts
var competing_sync_default = defineRule({
  codes: {
    "two-masters": {
      ...problemCodes["two-masters"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: sync
              type: io.kestra.plugin.git.SyncFlows
              auth: {}
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: sync
              type: io.kestra.plugin.git.PushFlows
              auth: {}
        `
      }
    }
  },
  flow: (flow, known) => findCompetingSync(flow, known)
});
var findCompetingSync = ({ nodes }) => gitTasksIn(nodes).filter(({ does }) => does === "syncs").map(({ name, namespace: namespace2, path }) => {
  const where = namespace2 === void 0 ? "" : ` of namespace "${namespace2}"`;
  const message = `${name} also writes the resources${where} from Git: two deployments for one namespace.`;
  return { code: "two-masters", path: [...path, "type"], message };
});

// src/flow/function-calls.ts
var readCalls = (text, functions) => {
  if (![...functions].some((name) => text.includes(name))) return [];
  const tags = ownTemplate(text)?.tags ?? [];
  return tags.flatMap((tag) => {
    const care = careOf(tag);
    return readsIn(tag.value).flatMap(({ of, steps }) => {
      if (of.kind !== "function" || !functions.has(of.name)) return [];
      const given = of.given.map(({ name, value, start, end }) => ({
        name,
        text: literalText(value),
        expression: text.slice(start, end)
      }));
      return [{ name: of.name, given, start: of.start, end: of.close, steps, ...care(of) }];
    });
  });
};
var namespaceCalls = ({ value, namespace: own2 = "" }, functions) => textsIn(value).flatMap(
  ({ text, path }) => readCalls(text, functions).map((call) => {
    const { start: offset, end, isConditional: isConditional2 } = call;
    const given = givenFor(call, "namespace");
    const namespace2 = given === void 0 || given.expression === "flow.namespace" ? own2 : given.text;
    return { call, namespace: namespace2, at: { path, offset, written: text.slice(offset, end), isConditional: isConditional2 }, text };
  })
);
var givenFor = ({ name: called, given }, wanted) => given.find(({ name }) => name === wanted) ?? given.find(({ name }, index) => name === void 0 && parametersOf(called)[index] === wanted);
var NAMESPACE_FUNCTIONS = new Set(
  invocationNames("function", VERSIONS).filter((name) => parametersOf(name).includes("namespace"))
);

// src/flow/external-references.ts
var FILE_FUNCTIONS = /* @__PURE__ */ new Set(["read", "fileSize", "isFileEmpty"]);
var FILE_ADDRESS = /* @__PURE__ */ new Set(["fileURI"]);
var findFileReferences = (document, nodes = walkTasks(document)) => {
  const { namespace: own2 = "" } = document;
  return [
    ...namespaceCalls(document, FILE_FUNCTIONS).flatMap((found) => fileOfCall(found, "read")),
    ...nodes.flatMap((node2) => [...includePatterns(node2, own2), ...downloads(node2, own2)]),
    ...fetchedAddresses(document, nodes),
    ...defaultFiles(document)
  ];
};
var fileOfCall = ({ call, namespace: namespace2, at }, via) => {
  const target = givenFor(call, "path")?.text ?? givenFor(call, "uri")?.text ?? "";
  const file = namespace2 === void 0 || target === "" ? void 0 : fileNamed(target, namespace2);
  return file === void 0 ? [] : [{ via, ...file, isPattern: false, ...at }];
};
var fetchedAddresses = (document, nodes) => {
  const isFetchedAt = (path) => {
    const owner = nodes.findLast((node2) => isAtOrBelow(path, node2.path));
    return owner !== void 0 && isFetched(owner, path.slice(owner.path.length));
  };
  return [
    ...textsIn(document.value).flatMap(({ text, path }) => addressAt(document, { text, path, isUsed: isFetchedAt })),
    ...namespaceCalls(document, FILE_ADDRESS).flatMap(
      (found) => isWholeText(found) && isFetchedAt(found.at.path) ? fileOfCall(found, "address") : []
    )
  ];
};
var isWholeText = ({ call, text }) => /^\s*\{\{-?\s*$/.test(text.slice(0, call.start)) && /^\s*-?\}\}\s*$/.test(text.slice(call.end));
var CORE4 = /^io\.kestra\.plugin\.core\./;
var FETCHED_BY_CORE = /* @__PURE__ */ new Set(["inputFiles", "inputs", "from"]);
var PROSE = /* @__PURE__ */ new Set(["description", "labels"]);
var isFetched = ({ type = "" }, [property]) => CORE4.test(type) ? FETCHED_BY_CORE.has(property) : !PROSE.has(property);
var defaultFiles = (document) => {
  if (!isMapValue(document.value)) return [];
  return mapsIn(document.value["inputs"], ["inputs"]).flatMap(
    ({ value: { id, type, defaults }, path }) => type === "FILE" && typeof defaults === "string" ? addressAt(document, {
      text: defaults,
      path: [...path, "defaults"],
      isUsed: () => isInputRead(document, id)
    }).map((reference) => ({ ...reference, via: "default" })) : []
  );
};
var isInputRead = ({ value }, id) => textsIn(value).some(
  ({ text }) => readContextReferences(text).some(
    ({ root, names: [first] }) => root === "inputs" && (first === void 0 || first.name === id)
  )
);
var addressAt = ({ namespace: own2 = "" }, { text, path, isUsed }) => {
  const file = /^nsfile:\/\/[^\s{}]*$/.test(text) && isUsed(path) ? fileNamed(text, own2) : void 0;
  if (file === void 0) return [];
  return [{ via: "address", ...file, isPattern: false, path, offset: 0, written: text, isConditional: false }];
};
var includePatterns = ({ value, path }, namespace2) => {
  const { namespaceFiles } = value;
  if (!isMapValue(namespaceFiles) || isFalse(namespaceFiles["enabled"]) || namespaceFiles["namespaces"] !== void 0)
    return [];
  const at = { via: "namespace-files", namespace: namespace2, path: [...path, "namespaceFiles", "include"] };
  return patternsIn(namespaceFiles["include"], at);
};
var DOWNLOAD = /^io\.kestra\.plugin\.core\.namespace\.DownloadFiles$/;
var downloads = ({ kind, type = "", value, path }, own2) => {
  const { namespace: written = own2, files } = value;
  if (kind !== "task" || !DOWNLOAD.test(type) || typeof written !== "string") return [];
  const namespace2 = isOwnNamespace(written) ? own2 : written;
  if (namespace2.includes("{")) return [];
  return patternsIn(files, { via: "download", namespace: namespace2, path: [...path, "files"] });
};
var patternsIn = (patterns, at) => (Array.isArray(patterns) ? patterns : [patterns]).flatMap((pattern, index) => {
  if (typeof pattern !== "string" || pattern.includes("{{")) return [];
  const path = Array.isArray(patterns) ? [...at.path, index] : at.path;
  const isPattern = /[*?[\]{}]/.test(pattern);
  const file = fileNamed(pattern, at.namespace);
  if (file === void 0) return [];
  return [{ ...at, ...file, isPattern, path, offset: 0, written: pattern, isConditional: false }];
});
var SCHEME = /^[a-z][a-z0-9+.-]*:/i;
var NAMESPACE_FILE = /^nsfile:\/\/([\w.-]*)\/(.+)$/;
var fileNamed = (target, namespace2) => {
  const [, other = "", path] = NAMESPACE_FILE.exec(target) ?? [];
  if (path === void 0 && SCHEME.test(target)) return void 0;
  return { namespace: other || namespace2, target: namespacePath(path ?? target) };
};
var namespacePath = (path) => `/${path.replace(/^(?:\.?\/)+/, "")}`;
var KV = /* @__PURE__ */ new Set(["kv"]);
var findKeyReferences = (document, nodes) => {
  const { namespace: namespace2 = "" } = document;
  return [
    ...namespaceCalls(document, KV).flatMap(readByCall),
    ...(nodes ?? walkTasks(document)).flatMap((node2) => taskReferences(node2, namespace2))
  ];
};
var readByCall = ({ call, namespace: namespace2, at, text }) => {
  const key = givenFor(call, "key")?.text;
  if (key === void 0 || key === "" || namespace2 === void 0) return [];
  if (givenFor(call, "errorOnMissing")?.expression === "false") return [];
  const steps = call.isGuarded || call.isConditional ? [] : namedSteps(call.steps);
  const fields = steps.map(({ name, start }) => ({ name, offset: text.indexOf(name, start) }));
  return [{ namespace: namespace2, key, does: "reads", ...at, fields }];
};
var KEY_TASK = /^io\.kestra\.plugin\.core\.kv\.(Get|Set|Put|Delete)$/;
var taskReferences = ({ kind, type = "", value, path }, own2) => {
  const task = kind === "task" ? KEY_TASK.exec(type)?.[1] : void 0;
  const { key, namespace: namespace2 = own2, errorOnMissing } = value;
  if (task === void 0 || typeof key !== "string" || typeof namespace2 !== "string" || hasExpression(key)) return [];
  const does = task === "Get" || task === "Delete" ? "reads" : "writes";
  if (does === "reads" && !isTrue(errorOnMissing)) return [];
  const where = namespaceOf(namespace2, own2);
  if (where === void 0) return [];
  const at = { path: [...path, "key"], offset: 0, written: key };
  return [{ namespace: where, key, does, ...at, isConditional: false, fields: [] }];
};
var namespaceOf = (text, own2) => {
  if (isOwnNamespace(text)) return own2;
  return hasExpression(text) ? void 0 : text;
};
var writesAnyKeyIn = (document) => walkTasks(document).flatMap(({ kind, type = "", value: { key, namespace: namespace2 } }) => {
  const task = kind === "task" ? KEY_TASK.exec(type)?.[1] : void 0;
  const isWrite = task === "Set" || task === "Put";
  const isKnown = typeof key !== "string" || !hasExpression(key);
  const { namespace: own2 = "" } = document;
  if (!isWrite || isKnown && (typeof namespace2 !== "string" || namespaceOf(namespace2, own2) !== void 0)) return [];
  return [typeof namespace2 === "string" ? namespaceOf(namespace2, own2) : own2];
});
var SECRET = /* @__PURE__ */ new Set(["secret"]);
var findSecretReferences = (document) => namespaceCalls(document, SECRET).flatMap(
  ({ call, namespace: namespace2, at }) => namespace2 === void 0 || namespace2 === "" ? [] : [{ namespace: namespace2, secret: givenFor(call, "key")?.text, ...at }]
);

// src/lint/symbol-index.ts
var locationsOf = {
  flow: (namespace2, id) => [keyOfResource("flow", namespace2, id)],
  file: (namespace2, path) => withParents(namespace2).map((place) => keyOfResource("file", place, path)),
  key: (namespace2, key) => withParents(namespace2).map((place) => keyOfResource("key-value", place, key))
};
var keyOfResource = (kind, namespace2, name) => resourceKey({ kind, namespace: namespace2, name });
var symbolIndex = (tree, server) => {
  const resources = new Set(tree.desired.resources.map(resourceKey));
  return {
    ...knownFlows(tree, server),
    fileAt: (namespace2, path) => {
      if (resources.has(keyOfResource("file", namespace2, path))) return "found";
      const listing = server?.files?.get(namespace2);
      if (listing?.has(path) !== true) return listing ? "missing" : "unknown";
      return server?.leaves?.({ kind: "file", namespace: namespace2, name: path }) === "deleted" ? "deleted" : "found";
    },
    filesIn: namesIn(tree, "file", server?.isSilent ? void 0 : server?.files),
    ...knownKeys(tree, resources, server),
    keysIn: namesIn(tree, "key-value", server?.isSilent ? void 0 : server?.keys),
    secretsOf: (namespace2) => {
      const lists = withParents(namespace2).flatMap((place) => tree.secrets?.get(place) ?? []);
      return lists.length === 0 ? void 0 : new Set(lists.flatMap((names) => [...names]));
    },
    isSilent: server?.isSilent === true
  };
};
var knownFlows = ({ flows }, server) => {
  const desired = new Map(flows.map(({ namespace: namespace2, id, document }) => [qualifiedName(namespace2, id), document]));
  const live = new Map(server?.flows.map(({ namespace: namespace2, id, source }) => [qualifiedName(namespace2, id), source]));
  const all2 = [...flows, ...server?.flows ?? []];
  const byId = Map.groupBy(all2, ({ id }) => id);
  const byNamespace = Map.groupBy(all2, ({ namespace: namespace2 }) => namespace2);
  const flowNamed = memoize((name) => knownFlow(desired.get(name), live.get(name)));
  return {
    whereIs: (namespace2, id) => {
      const name = qualifiedName(namespace2, id);
      if (desired.has(name)) return "tree";
      if (live.has(name)) return server?.leaves?.({ kind: "flow", namespace: namespace2, name: id }) ?? "server";
      return server?.isComplete && (server.isRead?.(namespace2) ?? true) ? "nowhere" : "unknown";
    },
    flowOf: (namespace2, id) => flowNamed(qualifiedName(namespace2, id)),
    namespacesOf: (id) => [...new Set(byId.get(id)?.map(({ namespace: namespace2 }) => namespace2))],
    idsIn: (namespace2) => [...new Set(byNamespace.get(namespace2)?.map(({ id }) => id))]
  };
};
var qualifiedName = (namespace2, name) => `${namespace2}/${name}`;
var knownFlow = (desired, source) => {
  const document = desired ?? (source === void 0 ? void 0 : parseYaml(source));
  return document && { document, inputs: flowInputs(document.value), outputs: flowOutputs(document.value) };
};
var knownKeys = (tree, resources, server) => {
  const references = tree.flows.flatMap(({ document }) => findKeyReferences(document));
  const writes = references.filter(({ does }) => does === "writes");
  const written = new Set(writes.map(({ namespace: namespace2, key }) => qualifiedName(namespace2, key)));
  const dynamicWrites = new Set(tree.flows.flatMap(({ document }) => writesAnyKeyIn(document)));
  const mayWrite = (namespace2) => dynamicWrites.has(void 0) || dynamicWrites.has(namespace2);
  return {
    keyAt: (namespace2, key) => {
      const namespaces = withParents(namespace2);
      const isThere = (place) => resources.has(keyOfResource("key-value", place, key)) || written.has(qualifiedName(place, key)) || server?.keys?.get(place)?.has(key) === true;
      if (namespaces.some(isThere)) return "found";
      if (namespaces.some(mayWrite)) return "unknown";
      return namespaces.every((place) => server?.keys?.has(place) === true) ? "missing" : "unknown";
    },
    dataAt: (namespace2, key) => {
      for (const place of withParents(namespace2)) {
        if (written.has(qualifiedName(place, key)) || mayWrite(place)) return void 0;
        if (resources.has(keyOfResource("key-value", place, key)))
          return tree.dataOf?.({ kind: "key-value", namespace: place, name: key });
        if (server?.keys?.get(place)?.has(key) !== false) return void 0;
      }
      return void 0;
    }
  };
};
var namesIn = ({ desired }, wanted, onServer) => {
  const ofKind = desired.resources.filter(({ kind }) => kind === wanted);
  const inTree = Map.groupBy(ofKind, ({ namespace: namespace2 }) => namespace2);
  return (namespace2) => {
    const own2 = inTree.get(namespace2) ?? [];
    return [.../* @__PURE__ */ new Set([...own2.map(({ name }) => name), ...onServer?.get(namespace2) ?? []])];
  };
};

// src/lint/rules/references/missing-finding.ts
var missingFinding = (flow, reference, finding) => {
  const { path, isConditional: isConditional2 } = reference;
  const severity = isConditional2 || neverRuns(flow.value, path) ? "info" : "warning";
  return { ...finding, path, position: flow.placeOf(reference), severity };
};

// src/lint/rules/references/missing-file.ts
var missing_file_default = defineRule({
  codes: {
    "missing-file": {
      ...FAILS_WHEN_RUN,
      title: "A namespace file that exists nowhere",
      why: "`read('path')`, `fileSize('path')`, `isFileEmpty('path')`, an address such as `nsfile:///path` in a property that Kestra fetches, or the default of a FILE input names a file that is neither in this tree nor on the server, or that this deploy deletes. The task fails. Files of parent namespaces do not count. If the files of the server were not read this is an info.",
      fix: "Correct the path, or add the file.",
      examples: {
        context: { hasServer: true, files: ["/sql/orders.sql"] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ read('sql/order.sql') }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ read('sql/orders.sql') }}"
        `
      }
    },
    "missing-include": {
      severity: "warning",
      title: "A namespace file to include that exists nowhere",
      why: "`namespaceFiles.include` names a file that is neither in this tree nor, as far as known, on the server: the task starts without it.",
      fix: "Correct the path, or add the file.",
      examples: {
        context: { hasServer: true, files: ["/sql/orders.sql"] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: run
              type: io.kestra.plugin.scripts.shell.Commands
              namespaceFiles:
                enabled: true
                include:
                  - sql/order.sql
              commands:
                - cat sql/orders.sql
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: run
              type: io.kestra.plugin.scripts.shell.Commands
              namespaceFiles:
                enabled: true
                include:
                  - sql/orders.sql
              commands:
                - cat sql/orders.sql
        `
      }
    },
    "missing-download": {
      severity: "warning",
      title: "A namespace file to download that exists nowhere",
      why: "`DownloadFiles` names a file, without any pattern, that is neither in this tree nor, as far as known, on the server: the task ends well without it.",
      fix: "Correct the path, or add the file.",
      examples: {
        context: { hasServer: true, files: ["/sql/orders.sql"] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: get
              type: io.kestra.plugin.core.namespace.DownloadFiles
              namespace: company.team
              files:
                - sql/order.sql
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: get
              type: io.kestra.plugin.core.namespace.DownloadFiles
              namespace: company.team
              files:
                - sql/orders.sql
        `
      }
    }
  },
  flow: (flow, known) => checkFiles(flow, known)
});
var FILE_CODES = {
  read: "missing-file",
  "namespace-files": "missing-include",
  download: "missing-download",
  address: "missing-file",
  default: "missing-file"
};
var WHERE = {
  missing: "is neither in this tree nor on the server",
  deleted: "is no longer in this tree, and is deleted from the server",
  unknown: "is not in this tree"
};
var checkFiles = (flow, known) => {
  const nearTo = nearNames();
  return findFileReferences(flow.document, flow.nodes).flatMap((reference) => {
    const { namespace: namespace2, via, target, isPattern } = reference;
    const state = isPattern ? "found" : known.fileAt(namespace2, target);
    if (state === "found") return [];
    const found = missingFinding(flow, reference, {
      code: FILE_CODES[via],
      message: `The file "${target}" of namespace "${namespace2}" ${WHERE[state]}.`,
      hint: state === "deleted" ? void 0 : otherFile(reference, known, nearTo),
      about: locationsOf.file(namespace2, target)
    });
    return [state === "unknown" ? { ...found, severity: "info" } : found];
  });
};
var otherFile = ({ namespace: namespace2, target }, known, nearTo) => {
  const [, ...above] = withParents(namespace2);
  const holder = above.find((name) => known.filesIn(name).includes(target));
  if (holder !== void 0)
    return `The namespace "${holder}" has that file; Kestra does not look into parent namespaces.`;
  return didYouMean(nearTo(target, () => known.filesIn(namespace2))?.slice(1));
};

// src/secrets/find-private-keys.ts
var MARK = /-----(BEGIN|END) (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g;
var findPrivateKeys = (text) => keysIn(text).flatMap(({ lines }) => lines);
var findKeyMarks = (text) => keysIn(text).flatMap(
  ({ mark, body, isEnded, lines }) => lines.length === 0 && (isEnded ? isText(body) : BEGINNING.test(body.slice(0, MAX_REST))) ? [mark] : []
);
var keysIn = (text) => {
  const marks = [...text.matchAll(MARK)];
  return marks.flatMap((mark, index) => {
    if (mark[1] !== "BEGIN") return [];
    const next = marks[index + 1];
    const start = mark.index + mark[0].length;
    const body = text.slice(start, next?.index ?? text.length);
    const isEnded = next?.[1] === "END";
    const found = isEnded ? linesToTheEnd(body) : linesThatFollow(body);
    const lines = found.map((line) => ({ start: start + line.start, end: start + line.end }));
    return [{ mark: { start: mark.index, end: start }, body, isEnded, lines }];
  });
};
var isText = (body) => !body.includes("{{") && /[A-Za-z0-9]{4}/.test(body.replaceAll(/\\[nr]/g, " "));
var BEGINNING = /^(?:\\+[nr]|[\s"'#>|,])+[A-Za-z0-9+/]{16,}={0,2}(?:\\|["'\s]|$)/;
var LINE = /[^\r\n]+/g;
var FIELD = /^\s*[\w-]{1,40}: /;
var linesThatFollow = (body) => {
  const found = [];
  for (const { 0: line, index } of body.matchAll(LINE)) {
    const here = materialIn(line, index);
    if (here.length === 0 && index > 0 && line.trim() !== "" && !FIELD.test(line)) break;
    for (const run of here) found.push(run);
  }
  return found;
};
var linesToTheEnd = (body) => {
  const found = [...body.matchAll(LINE)].flatMap(({ 0: line, index }) => materialIn(line, index));
  const last = found.at(-1);
  const rest = last && lastLine(body, last.end);
  return rest === void 0 ? found : [...found, rest];
};
var REST = /^(?:\\+[nr]|[\s"'#>|,])*([A-Za-z0-9+/]{1,64}={0,2})(?:\\+[nr]|[\s"'#>|,])*$/;
var MAX_REST = 300;
var lastLine = (body, from) => {
  if (body.length - from > MAX_REST) return void 0;
  const rest = body.slice(from);
  const [, text = ""] = REST.exec(rest) ?? [];
  if (text === "" || text.length % 4 > 0 || /^[a-z]+$/.test(text) || isPath(text)) return void 0;
  const start = from + rest.lastIndexOf(text);
  return { start, end: start + text.length };
};
var MATERIAL = /[A-Za-z0-9+/]{32,}={0,2}/g;
var MIN_ENTROPY_BITS_PER_CHARACTER = 3.9;
var ENTROPY_WITHOUT_DIGIT = 4.8;
var materialIn = (line, at) => [...line.matchAll(MATERIAL)].flatMap(({ 0: run, index }) => {
  const end = index + run.length;
  const isApart = /^[\s"'\\#>|,]?$/.test(line[index - 1] ?? "") && /^[\s"'\\|,]?$/.test(line[end] ?? "");
  return isApart && looksLikeKey(run) ? [{ start: at + index, end: at + end }] : [];
});
var isPath = (run) => {
  if (!run.startsWith("/")) return false;
  const steps = run.slice(1).split("/");
  return steps.length > 2 && steps.filter((step) => /^[a-z]{2,}$/.test(step)).length >= steps.length / 2;
};
var looksLikeKey = (run) => /[a-z]/.test(run) && /[A-Z]/.test(run) && !isPath(run) && entropyOf(run) >= (/\d/.test(run) ? MIN_ENTROPY_BITS_PER_CHARACTER : ENTROPY_WITHOUT_DIGIT);
var entropyOf = (text) => {
  const counts = /* @__PURE__ */ new Map();
  for (const character2 of text) counts.set(character2, (counts.get(character2) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count / text.length * Math.log2(count / text.length);
  return bits;
};

// src/secrets/find-secrets.ts
var PRIVATE_KEY = "a private key";
var SHAPES2 = [
  { kind: "an AWS access key", pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  { kind: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b/g },
  { kind: "a GitLab token", pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_-]{20,300}/g },
  { kind: "a Slack token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,300}/g },
  {
    kind: "a Slack webhook",
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/T[A-Z0-9]{1,20}\/(?:B[A-Z0-9]{1,20}|A[A-Z0-9]{1,20}\/\d{1,30})\/[A-Za-z0-9]{8,60}/g
  },
  {
    kind: "a Discord webhook",
    pattern: /https:\/\/(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/[\w-]{20,100}/g
  },
  { kind: "a Stripe key", pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}\b/g },
  { kind: "a Google API key", pattern: /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g },
  { kind: "a Google OAuth secret", pattern: /\b(?:GOCSPX-[A-Za-z0-9_-]{28}|ya29\.[A-Za-z0-9_-]{20,2000})/g },
  {
    kind: "an OpenAI or Anthropic key",
    pattern: /\bsk-(?:proj-|svcacct-|ant-)[A-Za-z0-9_-]{20,300}|\bsk-[A-Za-z0-9]{48}\b/g
  },
  { kind: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: "a PyPI token", pattern: /\bpypi-AgEI[A-Za-z0-9_-]{50,1000}/g },
  { kind: "a Docker Hub token", pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,100}/g },
  { kind: "a Hugging Face token", pattern: /\bhf_[A-Za-z0-9]{34}\b/g },
  { kind: "a Databricks token", pattern: /\bdapi[a-f0-9]{32}\b/g },
  { kind: "a SendGrid key", pattern: /\bSG\.[\w-]{16,32}\.[\w-]{32,64}/g },
  { kind: "an Azure storage key", pattern: /\bAccountKey=[A-Za-z0-9+/]{64,128}={0,2}/g }
];
var ANY_SHAPE = new RegExp(SHAPES2.map(({ pattern }) => pattern.source).join("|"));
var USER_AND_PASSWORD = /[^\s/:@'"{}<>$]+:([^\s/@'"{}<>$]{3,})@/y;
var END_OF_COMMAND = /[;|&`()\\]/;
var TOKEN_RUN = /[A-Za-z0-9_.-]+/g;
var TOKEN_START = /(?:^|[^A-Za-z0-9_])eyJ[A-Za-z0-9_-]{8,}$/;
var MIN_TOKEN_PART = 8;
var PLACEHOLDER = /^(?:[*x.]+|pass(?:word|wd)?|pwd|secret|token|changeme|example|user(?:name)?)$/i;
var findSecrets = (text) => {
  const keys = findPrivateKeys(text).map((line) => ({ ...line, kind: PRIVATE_KEY }));
  return withoutOverlaps([
    ...keys,
    ...knownShapes(text),
    ...webTokens(text),
    ...urlPasswords(text),
    ...findNamedSecrets(text)
  ]);
};
var knownShapes = (text) => {
  if (!ANY_SHAPE.test(text)) return [];
  return SHAPES2.flatMap(
    ({ kind, pattern }) => [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length, kind }))
  );
};
var MAX_BETWEEN_LINES = 100;
var reportableSecrets = (text) => {
  const marks = findKeyMarks(text).map((mark) => ({ ...mark, kind: PRIVATE_KEY }));
  return withoutOverlaps([...firstLines(findSecrets(text)), ...marks]);
};
var firstLines = (spans) => spans.filter(({ kind, start }, index) => {
  const before = spans[index - 1];
  return kind !== PRIVATE_KEY || before?.kind !== PRIVATE_KEY || start - before.end > MAX_BETWEEN_LINES;
});
var webTokens = (text) => {
  if (!text.includes(".eyJ")) return [];
  return [...text.matchAll(TOKEN_RUN)].flatMap((run) => {
    const spans = [];
    let at = run.index;
    const parts = run[0].split(".").map((part) => {
      const start = at;
      at += part.length + 1;
      return { part, start };
    });
    for (const [index, { part, start }] of parts.entries()) {
      const [payload, signature] = [parts[index + 1], parts[index + 2]];
      if (payload === void 0 || signature === void 0) break;
      const opening = startOfToken(part);
      if (opening === void 0 || !isTokenPart(payload.part, "eyJ") || !isTokenPart(signature.part, "")) continue;
      spans.push({ start: start + opening, end: signature.start + signature.part.length, kind: "a JSON web token" });
    }
    return spans;
  });
};
var isTokenPart = (part, start) => part.startsWith(start) && part.length >= start.length + MIN_TOKEN_PART;
var startOfToken = (part) => {
  const match = TOKEN_START.exec(part);
  if (match === null) return void 0;
  return match[0].startsWith("eyJ") ? match.index : match.index + 1;
};
var urlPasswords = (text) => {
  const spans = [];
  for (let at = text.indexOf("://"); at !== -1; at = text.indexOf("://", at + 3)) {
    USER_AND_PASSWORD.lastIndex = at + 3;
    const [whole, between = ""] = USER_AND_PASSWORD.exec(text) ?? [];
    if (whole === void 0 || PLACEHOLDER.test(between) || !/[a-z0-9+.-]/i.test(text[at - 1] ?? "")) continue;
    const [password = ""] = between.split(END_OF_COMMAND, 1);
    if (password === "") continue;
    const start = at + 3 + whole.indexOf(":") + 1;
    spans.push({ start, end: start + password.length, kind: "a password in a URL" });
  }
  return spans;
};
var withoutOverlaps = (spans) => {
  const kept = [];
  for (const span of spans.toSorted((a, b2) => a.start - b2.start)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
};
var SECRET_NAME = /passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?/i;
var ASSIGNMENT = /(?<=^|[\s{,;"'-])["']?([\w.-]{0,60}(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)[\w-]{0,20})["']?[ \t]{0,4}[:=][ \t]{0,4}(["']?)([^\s"'#,;|&`{}[\]()<>$]{8,})\2/gim;
var ABOUT_A_SECRET = /(?:ur[il]|name|names|file|path|type|id|ids|endpoint|expir\w{0,20}|ttl|length|count|limit|field|header|version|issuer|scope|mode|policy|ref|arn|usage|s)$/i;
var MIN_ENTROPY_BITS_PER_CHARACTER2 = 3;
var findNamedSecrets = (text) => {
  if (!SECRET_NAME.test(text)) return [];
  return [...text.matchAll(ASSIGNMENT)].flatMap((match) => {
    const [whole, key = "", quote = "", value = ""] = match;
    if (ABOUT_A_SECRET.test(key) || !looksRandom(value)) return [];
    const end = match.index + whole.length - quote.length;
    return [{ start: end - value.length, end, kind: `a value of high entropy under "${key}"` }];
  });
};
var looksRandom = (value) => {
  const isMixed = /\d/.test(value) && /[a-zA-Z]/.test(value);
  const isName = /^[A-Z0-9_]+$/.test(value) && value.includes("_");
  const isPath2 = /^[./~]|:\/\/|^[\w-]+(?:\.[a-zA-Z][\w-]*)+$/.test(value);
  const isExpression = /secret|env|vars|inputs|outputs/i.test(value);
  const isWordList = /^[a-z]+(?:[-_.][a-z]+)*[-_.]?\d{0,4}$/i.test(value);
  return isMixed && !isName && !isPath2 && !isExpression && !isWordList && entropyOf(value) >= MIN_ENTROPY_BITS_PER_CHARACTER2;
};

// src/lint/rules/references/possible-secret.ts
var possible_secret_default = defineRule({
  codes: {
    "possible-secret": {
      ...problemCodes["possible-secret"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          variables:
            password: "k7Wm2xQt"
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          variables:
            password: "{{ secret('PASSWORD') }}"
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  flow: (flow, known) => checkSecrets(flow, known)
});
var checkSecrets = ({ document }) => reportableSecrets(document.source).map((span) => ({
  code: "possible-secret",
  path: [],
  position: document.positionAt(span),
  message: `This looks like ${span.kind}.`
}));

// src/lint/rules/references/self-call.ts
var self_call_default = defineRule({
  codes: {
    "self-call": {
      ...problemCodes["self-call"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: daily
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
        `
      }
    }
  },
  flow: (flow, known) => checkSelfCall(flow, known)
});
var checkSelfCall = ({ document, nodes }) => {
  const { id, namespace: namespace2 } = document;
  const written = findFlowMentions(document, nodes).filter(
    (mention2) => mention2.id === id && mention2.namespace?.text === namespace2
  );
  return findFlowReferences(document, nodes).filter(
    (reference) => reference.relation !== "flow-trigger" && reference.id === id && reference.namespace === namespace2
  ).map(({ path }) => ({
    code: "self-call",
    path: [...path, "flowId"],
    message: "This task calls its own flow.",
    severity: written.some((mention2) => mention2.path === path) ? "error" : "warning"
  }));
};

// src/lint/rules/references/unknown-flow.ts
var unknown_flow_default = defineRule({
  codes: {
    "unknown-flow": {
      ...problemCodes["unknown-flow"],
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: chlid
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `
      }
    },
    "listens-to-nothing": {
      severity: "warning",
      title: "A trigger that listens to a flow that exists nowhere",
      why: "Neither this tree nor the server has the flow: the trigger never fires for it.",
      fix: "Correct the namespace or id, or add the flow.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: after
              type: io.kestra.plugin.core.trigger.Flow
              dependsOn:
                - namespace: company.team
                  flowId: others
          ---
          id: other
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: after
              type: io.kestra.plugin.core.trigger.Flow
              dependsOn:
                - namespace: company.team
                  flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `
      }
    },
    "foreign-flow": {
      severity: "info",
      title: "A flow that only the server has",
      why: "It works now, but the owner of that flow can change or remove it without notice to this repository.",
      fix: "Nothing, if this is intended.",
      examples: {
        context: { hasServer: true, onServer: ["billing"] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: billing
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "disabled-flow": {
      ...FAILS_WHEN_RUN,
      title: "A call of a flow that is disabled",
      why: "The called flow has `disabled: true`: the task fails, because Kestra does not start it.",
      fix: "Enable the called flow, or remove the call.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: asleep
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          ---
          id: asleep
          namespace: company.team
          disabled: true
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
          ---
          id: child
          namespace: company.team
          inputs:
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          ---
          id: asleep
          namespace: company.team
          disabled: true
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `
      }
    },
    "revision-pin": {
      severity: "warning",
      title: "A call that is pinned to one revision",
      why: "A pinned call keeps running the old revision after each deploy of the called flow.",
      fix: "Remove `revision:` to call the current one.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
              revision: 3
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "missing-input": {
      ...FAILS_WHEN_RUN,
      title: "A required input that a caller does not pass",
      why: "The called flow has an input that is required and has no default: the call fails.",
      fix: "Pass the input, or give it a default.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
              inputs:
                who: me
          ---
          id: child
          namespace: company.team
          inputs:
            - id: count
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: child
              inputs:
                count: 5
          ---
          id: child
          namespace: company.team
          inputs:
            - id: count
            - id: who
              defaults: you
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `
      }
    },
    "unknown-input": {
      severity: "warning",
      title: "An input that the called flow does not have",
      why: "Kestra ignores the value; it is often a misspelt or renamed input.",
      fix: "Correct the name or remove it.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              defaults: 1
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                cuont: 5
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              defaults: 1
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                count: 5
        `
      }
    },
    "invalid-input": {
      ...FAILS_WHEN_RUN,
      title: "A value that the called flow does not accept",
      why: "The passed value is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`: the call fails.",
      fix: "Pass a value of the type of the input.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: INT
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                count: five
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              type: INT
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                count: 5
        `
      }
    }
  },
  flow: (flow, known) => checkReferences(flow, known)
});
var checkReferences = (flow, known) => findFlowReferences(flow.document, flow.nodes).filter(({ namespace: namespace2, id }) => namespace2 !== flow.document.namespace || id !== flow.document.id).flatMap((reference) => {
  const { namespace: namespace2, id, path } = reference;
  const about = locationsOf.flow(namespace2, id);
  const found = [
    ...existence(reference, known),
    ...disabledFlow(reference, known),
    ...revisionPin(reference),
    ...passedInputs(reference, known, flow)
  ];
  return found.map((finding) => ({ ...finding, ...infoWhereIdle(flow, path), about }));
});
var WHERE2 = {
  server: "is on the server but not in this tree",
  kept: "is no longer in this tree. It stays on the server, because nothing is deleted there",
  deleted: "is no longer in this tree, and is deleted from the server",
  nowhere: "is neither in this tree nor on the server",
  unknown: "is not in this tree; whether the server has it is not known"
};
var HINTS2 = {
  kept: "Restore the flow in the tree, or remove the reference.",
  deleted: "Remove the reference, or restore the flow in the tree."
};
var existence = ({ relation, namespace: namespace2, id, path }, known) => {
  const foundIn = known.whereIs(namespace2, id);
  if (foundIn === "tree") return [];
  const isHeard = relation === "flow-trigger";
  const message = `The flow "${namespace2}.${id}", which this ${isHeard ? "trigger listens to" : "task calls"}, ${WHERE2[foundIn]}.`;
  const at = { path: [...path, "flowId"], message, hint: HINTS2[foundIn] };
  if (foundIn === "server" || foundIn === "kept") return [{ code: "foreign-flow", ...at }];
  const code = isHeard ? "listens-to-nothing" : "unknown-flow";
  if (foundIn === "deleted") return [{ code, ...at }];
  const severity = foundIn === "unknown" ? "info" : void 0;
  return [{ code, ...at, ...likelyFlow({ namespace: namespace2, id, path }, known), severity }];
};
var likelyFlow = ({ namespace: namespace2, id, path }, known) => {
  const namespaces = known.namespacesOf(id);
  if (namespaces.length > 0) {
    const hint = `A flow of that id is in ${joined(namespaces.slice(0, 3).map((name) => `\`${name}\``))}.`;
    return { path: [...path, "namespace"], hint };
  }
  const near = closestWord(id, known.idsIn(namespace2));
  return near === void 0 ? {} : { hint: didYouMean(near) };
};
var disabledFlow = ({ relation, namespace: namespace2, id, path, revision }, known) => {
  if (relation === "flow-trigger" || revision !== void 0 || !isDisabled(known.flowOf(namespace2, id)?.document.value))
    return [];
  const message = `The flow "${namespace2}.${id}", which this task calls, is disabled.`;
  return [{ code: "disabled-flow", path: [...path, "flowId"], message }];
};
var revisionPin = ({ namespace: namespace2, id, path, revision }) => {
  if (revision === void 0) return [];
  const message = `This call runs revision ${revision} of "${namespace2}.${id}", whatever is deployed later.`;
  return [{ code: "revision-pin", path: [...path, "revision"], message }];
};
var MOST_MISSING = 20;
var passedInputs = ({ relation, namespace: namespace2, id, path, inputs = {} }, known, flow) => {
  const declared = relation === "flow-trigger" ? void 0 : known.flowOf(namespace2, id)?.inputs;
  if (!declared) return [];
  const { count, first } = missingInputs(declared, inputs, MOST_MISSING);
  const missing3 = [
    ...first.map((input) => `needs the input "${input}", which this call does not pass`),
    ...count > MOST_MISSING ? [`needs ${count - MOST_MISSING} more inputs, which this call does not pass`] : []
  ];
  const decided = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, fixedValue(flow, value)]));
  const passed2 = (values) => ({ values, path: [...path, "inputs"], whose: `"${namespace2}.${id}"` });
  return [
    ...missing3.map((what) => {
      const message = `"${namespace2}.${id}" ${what}.`;
      return { code: "missing-input", path: [...path, "inputs"], part: "key", message };
    }),
    ...checkPassedNames(passed2(inputs), declared.byId, (name) => `"${namespace2}.${id}" has no input "${name}".`),
    ...checkPassed(passed2(decided), declared.byId, flow.version),
    ...checkPassedTypes(flow, passed2(inputs), declared.byId)
  ];
};

// src/lint/rules/references/unknown-key.ts
var unknown_key_default = defineRule({
  codes: {
    "unknown-key": {
      ...FAILS_WHEN_RUN,
      title: "A key that exists nowhere",
      why: "`kv('name')`, or a task with `errorOnMissing: true`, reads a key that neither this tree nor the server has, and that no flow of the tree writes: the run fails until something writes the key. Neither `??` nor `default` helps. It is an info if the read depends on a condition.",
      fix: "Correct the name, add the key to `kv.yml`, or write `kv('name', errorOnMissing=false)` if it may be missing.",
      examples: {
        context: { hasServer: true },
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('colour') ?? 'none' }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('colour', errorOnMissing=false) ?? 'none' }}"
        `
      }
    },
    "unknown-key-field": {
      ...FAILS_WHEN_RUN,
      title: "A field that the value of a key does not have",
      why: "`kv('name').field` reads a field of a pair of this tree that its value does not have: the expression fails.",
      fix: "Correct the name, add the field to the pair, or write `kv('name').field ?? ''` if it may be missing.",
      examples: {
        context: { hasServer: true, pairs: { address: { host: "db" } } },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('address').hots }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ kv('address').host }}"
        `
      }
    }
  },
  flow: (flow, known) => checkKeys(flow, known)
});
var checkKeys = (flow, known) => {
  const nearTo = nearNames();
  const own2 = flow.document.namespace ?? "";
  return findKeyReferences(flow.document, flow.nodes).flatMap((reference) => {
    const { does, key, namespace: namespace2, path } = reference;
    if (does === "writes") return [];
    if (known.keyAt(namespace2, key) !== "missing") {
      const field = missingField(reference, known.dataAt(namespace2, key));
      if (field === void 0 || neverRuns(flow.value, path)) return [];
      const { offset, written, message, hint } = field;
      return [{ code: "unknown-key-field", path, position: flow.placeOf({ path, offset, written }), message, hint }];
    }
    const near = nearTo(key, () => withParents(namespace2).flatMap(known.keysIn));
    const isOfOwn = namespace2 !== own2 && withParents(own2).flatMap(known.keysIn).includes(key);
    const elsewhere = isOfOwn ? `The namespace of this flow, "${own2}", has a key of that name.` : void 0;
    return [
      missingFinding(flow, reference, {
        code: "unknown-key",
        message: `The key "${key}" of namespace "${namespace2}" is neither in this tree nor on the server.`,
        hint: didYouMean(near) ?? elsewhere,
        about: locationsOf.key(namespace2, key)
      })
    ];
  });
};
var missingField = ({ key, fields }, value) => {
  let at = value;
  for (const { name, offset } of fields) {
    if (["string", "boolean"].includes(typeof at)) {
      const message = `The value of the key "${key}" is not a map, so it has no field "${name}".`;
      return { offset, written: name, message, hint: void 0 };
    }
    if (!isMapValue(at)) return void 0;
    if (!Object.hasOwn(at, name)) {
      const message = `The value of the key "${key}" has no field "${name}".`;
      return { offset, written: name, message, hint: suggestion(name, Object.keys(at)) };
    }
    at = at[name];
  }
  return void 0;
};

// src/lint/rules/references/unknown-secret.ts
var unknown_secret_default = defineRule({
  codes: {
    "unknown-secret": {
      ...FAILS_WHEN_RUN,
      title: "A secret that the namespace does not have",
      why: "`secret('NAME')` names a secret that neither the namespace of the flow nor a parent namespace has, according to the server, or offline to `.kestra/secrets.yml`. The expression fails, even with `??` or `default`. It is an info if the read depends on a condition.",
      fix: "Correct the name, or add the secret to the server.",
      examples: {
        context: { secrets: ["TOKEN"] },
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret('TOKNE') }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret('TOKEN') }}"
        `
      }
    },
    "computed-secret": {
      severity: "info",
      title: "A secret whose name is known only at run time",
      why: "An expression computes the name (`secret(inputs.name)`), so it is not known whether the secret exists.",
      fix: "Nothing, if this is intended.",
      examples: {
        context: { secrets: ["TOKEN"] },
        reported: yaml`
          id: daily
          namespace: company.team
          variables:
            name: TOKEN
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret(vars.name) }}"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          variables:
            name: TOKEN
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "{{ secret('TOKEN') }}"
        `
      }
    }
  },
  flow: (flow, known) => checkSecretNames(flow, known)
});
var checkSecretNames = (flow, known) => {
  const nearTo = nearNames();
  return findSecretReferences(flow.document).flatMap((reference) => {
    const { namespace: namespace2, secret, path } = reference;
    const names = known.secretsOf(namespace2);
    if (names === void 0) return [];
    if (secret === void 0) {
      const message = "The name of this secret is known only at run time.";
      return [{ code: "computed-secret", path, position: flow.placeOf(reference), message }];
    }
    if (hasName(names, secret)) return [];
    const near = known.isSilent ? void 0 : nearTo(secret, () => [...names]);
    return [
      missingFinding(flow, reference, {
        code: "unknown-secret",
        message: `The namespace "${namespace2}" has no secret "${secret}".`,
        hint: prefixHint(secret, names, known.isSilent) ?? didYouMean(near)
      })
    ];
  });
};
var hasName = (names, secret) => {
  const wanted = secret.toUpperCase();
  return names.has(secret) || names.has(wanted) || [...names].some((name) => name.toUpperCase() === wanted);
};
var PREFIX = /^SECRET_/i;
var prefixHint = (secret, names, isSilent) => {
  const bare = secret.replace(PREFIX, "");
  return bare !== secret && (isSilent || hasName(names, bare)) ? `Write \`secret('${bare}')\`: \`SECRET_\` is only part of the name of the environment variable on the server.` : void 0;
};

// src/lint/rules/suites/suite-expression.ts
var suite_expression_default = defineRule({
  codes: {
    "suite-expression": {
      severity: "warning",
      title: "An expression of a suite that Kestra cannot read",
      why: "The case is an error when it runs.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: "{{ 'ok }}"
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: "{{ 'ok' }}"
                  equalTo: ok
        `
      }
    }
  },
  suite: (suite) => checkExpressions2(suite)
});
var checkExpressions2 = ({ document }) => textsIn(valueAt(document.value, ["testCases"])).flatMap(({ text, path }) => {
  const fault = isTemplate(text) ? parsePebble(text) : void 0;
  if (fault === void 0 || !("says" in fault) || path.includes("files")) return [];
  const message = `Kestra cannot read this expression: ${fault.says}.`;
  return [{ code: "suite-expression", path: ["testCases", ...path], message }];
});

// src/lint/rules/suites/suite-no-assertion.ts
var suite_no_assertion_default = defineRule({
  codes: {
    "suite-no-assertion": {
      severity: "warning",
      title: "A suite, a case or an assertion that compares nothing",
      why: "Nothing would be tested: `kestra-gitops test` counts each case of the suite as an error, and a smoke suite refuses the deploy.",
      fix: "Write the expected value, for example `equalTo: 42`, or the expected state of the execution as `expectedState`.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    },
    "suite-duplicate-case": {
      severity: "warning",
      title: "Two cases of a suite with the same id",
      why: "The results of a run cannot be assigned to one of them.",
      fix: "Give each case an id of its own.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
            - id: two
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    },
    "suite-expected-state": {
      severity: "warning",
      title: "`expectedState` on a server that does not have it",
      why: "Enterprise servers before 2.0 refuse a suite with this key; `kestra-gitops test` accepts it with every version.",
      fix: "Assert on `{{ execution.state }}` instead, if both should accept the suite.",
      versions: "1.0\u20131.3",
      isOfVersion: true,
      examples: {
        context: { version: { major: 1, minor: 3 } },
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              expectedState: SUCCESS
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    },
    "smoke-fixture": {
      severity: "error",
      title: "A fixture in a smoke suite",
      why: "A smoke run executes the flow as deployed. It replaces nothing, so a suite can only set inputs.",
      fix: "Remove the fixture, or move the suite into a folder `tests`.",
      examples: {
        context: { suite: "smoke" },
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                files:
                  a.txt: text
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    }
  },
  suite: (suite, _known, version2) => [
    ...withoutCase(valueAt(suite.document.value, ["testCases"])),
    ...checkCases(suite, version2)
  ]
});
var withoutCase = (testCases) => Array.isArray(testCases) && testCases.length === 0 ? [{ code: "suite-no-assertion", path: ["testCases"], message: "This suite has no case." }] : [];
var checkCases = (suite, version2) => {
  const seen = /* @__PURE__ */ new Set();
  return suite.cases.flatMap((each) => {
    const { id, path } = each;
    const isSecond = id !== "" && seen.has(id);
    seen.add(id);
    const message = `Another case before it has the id \`${id}\`.`;
    return [
      ...isSecond ? [{ code: "suite-duplicate-case", path: [...path, "id"], message }] : [],
      ...withoutAssertion(suite, each),
      ...unknownState(each, version2),
      ...suite.use === "test" ? [] : smokeFixtures(suite, each)
    ];
  });
};
var withoutAssertion = ({ document }, { path, assertions, expectedState }) => {
  const code = "suite-no-assertion";
  if (assertions.length === 0 && expectedState === void 0)
    return [{ code, path, message: "This case has neither an assertion nor an `expectedState`." }];
  if (document.positionOf([...path, "assertions"], "key") === void 0)
    return [{ code: "suite-shape", path, message: "`assertions` is missing here.", severity: "info" }];
  return assertions.filter(({ checks }) => checks.length === 0).map(({ path: at }) => ({ code, path: at, message: "This assertion has no operator." }));
};
var unknownState = ({ path, expectedState }, version2) => {
  if (expectedState === void 0 || version2 === void 0 || version2.major >= 2) return [];
  const message = `Kestra ${version2.major}.${version2.minor} does not know \`expectedState\`.`;
  return [{ code: "suite-expected-state", path: [...path, "expectedState"], part: "key", message, severity: "info" }];
};
var smokeFixtures = ({ document }, { path }) => ["files", "tasks", "trigger"].flatMap((name) => {
  const at = [...path, "fixtures", name];
  const message = `A smoke run does not accept fixtures; got \`${name}\`.`;
  return document.positionOf(at, "key") === void 0 ? [] : [{ code: "smoke-fixture", path: at, part: "key", message }];
});

// src/lint/rules/suites/suite-shape.ts
var suite_shape_default = defineRule({
  codes: {
    "suite-shape": {
      severity: "warning",
      title: "A suite of flow tests that Kestra cannot read",
      why: "A required key is missing or has a wrong value. Kestra refuses the whole suite.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    },
    "suite-unknown-key": {
      severity: "warning",
      title: "A key that suites of flow tests do not have",
      why: "Kestra refuses a suite with a key, or an operator of an assertion, that it does not know. The first versions used other names for some (`equalsTo`).",
      fix: "Correct the key, or remove it.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalsTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    },
    "suite-unknown-state": {
      severity: "warning",
      title: "A state that Kestra does not have",
      why: "Kestra refuses the whole suite.",
      fix: "Write one of its states in capital letters, for example `SUCCESS`, `WARNING` or `FAILED`.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              expectedState: OK
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              expectedState: SUCCESS
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    }
  },
  suite: ({ document }) => isMapValue(document.value) ? checkSuiteShape(document, document.value) : []
});
var all = (shape, keys) => Object.fromEntries(keys.map((key) => [key, shape]));
var ASSERTION = {
  keys: {
    value: "any",
    ...all("scalar", ["taskId", "errorMessage", "description"]),
    ...all("any", ASSERTION_OPERATORS)
  },
  required: ["value"]
};
var TASK = {
  keys: { id: "scalar", value: "scalar", state: "state", outputs: "map", assets: "list", description: "scalar" },
  required: ["id"]
};
var TRIGGER = { keys: { id: "scalar", type: "scalar", variables: "map" }, required: ["id", "type"] };
var FIXTURES = {
  keys: { inputs: "map", files: "map", tasks: { each: TASK }, trigger: { of: TRIGGER } },
  required: []
};
var CASE = {
  keys: {
    ...all("scalar", ["id", "type", "disabled", "description"]),
    fixtures: { of: FIXTURES },
    assertions: { each: ASSERTION },
    expectedState: "state"
  },
  required: ["id", "type"]
};
var SUITE = {
  keys: { ...all("scalar", ["id", "description", "namespace", "flowId", "disabled"]), testCases: { each: CASE } },
  required: ["id", "namespace", "flowId", "testCases"]
};
var STATES = [
  ...["SUCCESS", "WARNING", "FAILED", "KILLED", "CANCELLED", "SKIPPED", "CREATED", "SUBMITTED", "RUNNING", "PAUSED"],
  ...["RESTARTED", "KILLING", "QUEUED", "RETRYING", "RETRIED", "BREAKPOINT", "RESUBMITTED"]
];
var UNIT_TEST = "io.kestra.core.tests.flow.UnitTest";
var checkSuiteShape = (document, suite) => [
  ...checkKeys2(document, { value: suite, path: [] }, SUITE),
  ...typesOf(suite)
];
var checkKeys2 = (document, { value, path }, { keys, required: required2 }) => {
  const isMissing = (key) => value[key] === void 0 || value[key] === null || value[key] === "" && keys[key] === "scalar";
  const missing3 = required2.filter(isMissing);
  const known = Object.keys(keys);
  const unknown3 = Object.keys(value).filter((key) => !Object.hasOwn(keys, key));
  return [
    ...missing3.filter((key) => !unknown3.some((written) => closestWord(written, missing3) === key)).map((key) => ({ code: "suite-shape", path, message: `\`${key}\` is missing here.` })),
    ...Object.entries(value).flatMap(([key, child]) => {
      const at = [...path, key];
      const shape = Object.hasOwn(keys, key) ? keys[key] : void 0;
      if (shape === void 0) return [unknownKey(key, at, known)];
      return child === null || child === void 0 ? [] : checkValue(document, { value: child, path: at }, shape);
    })
  ];
};
var unknownKey = (key, path, known) => {
  const hint = suggestion(key, known);
  return { code: "suite-unknown-key", path, part: "key", message: `Kestra does not know \`${key}\` here.`, hint };
};
var checkValue = (document, { value, path }, shape) => {
  const wrong = (what) => [
    { code: "suite-shape", path, message: `\`${path.at(-1)}\` must be ${what}.` }
  ];
  if (shape === "any") return [];
  if (shape === "scalar") return typeof value === "object" ? wrong("a text") : [];
  if (shape === "list") return Array.isArray(value) ? [] : wrong("a list");
  if (shape === "map") return isMapValue(value) ? [] : wrong("a map");
  if (shape === "state") return checkState(document, path);
  if ("of" in shape) return isMapValue(value) ? checkKeys2(document, { value, path }, shape.of) : wrong("a map");
  if (!Array.isArray(value)) return wrong("a list");
  return value.flatMap((item, index) => {
    const at = [...path, index];
    if (isMapValue(item)) return checkKeys2(document, { value: item, path: at }, shape.each);
    return [{ code: "suite-shape", path: at, message: "This item must be a map." }];
  });
};
var checkState = (document, path) => {
  const state = document.textOf(path) ?? "";
  if (STATES.includes(state)) return [];
  const message = `\`${path.at(-1)}\` must be a state of Kestra; ${gotInstead(state, STATES)}`;
  return [{ code: "suite-unknown-state", path, message }];
};
var typesOf = ({ testCases }) => mapsIn(testCases, ["testCases"]).flatMap(({ value: { type }, path }) => {
  if (typeof type !== "string" || /^io\.kestra\.core\.tests?\.flow\.UnitTest$/.test(type)) return [];
  const message = `The case type \`${type}\` does not exist.`;
  return [{ code: "suite-shape", path: [...path, "type"], message, hint: `Write \`${UNIT_TEST}\`.` }];
});

// src/lint/rules/suites/suite-unknown-flow.ts
var suite_unknown_flow_default = defineRule({
  codes: {
    "suite-unknown-flow": {
      severity: "warning",
      title: "A suite for a flow that does not exist",
      why: "None of its cases can run.",
      fix: "Correct `namespace` or `flowId`, or remove the suite with its flow.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: dialy
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    },
    "suite-unknown-task": {
      severity: "warning",
      title: "A case that names a task or trigger that its flow does not have",
      why: "Kestra ignores the fixture, so the intended task runs for real. An assertion on its outputs cannot hold.",
      fix: "Write the id as the flow has it.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  taskId: hallo
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  taskId: hello
                  equalTo: ok
        `
      }
    },
    "suite-unknown-input": {
      severity: "warning",
      title: "A case with an input that its flow does not have, or without a required one",
      why: "Kestra ignores an input that the flow does not declare, and starts no execution without a required one.",
      fix: "Give the inputs that the flow declares.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  dya: monday
              assertions:
                - value: ok
                  equalTo: ok
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          inputs:
            - id: day
              type: STRING
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          ---
          id: daily-suite
          namespace: company.team
          flowId: daily
          testCases:
            - id: one
              type: io.kestra.core.tests.flow.UnitTest
              fixtures:
                inputs:
                  day: monday
              assertions:
                - value: ok
                  equalTo: ok
        `
      }
    }
  },
  suite: (suite, known) => checkAgainstFlow(suite, known)
});
var checkAgainstFlow = (suite, known) => {
  const { namespace: namespace2, flowId: flowId2 } = suite;
  if (namespace2 === "" || flowId2 === "") return [];
  const foundIn = known.whereIs(namespace2, flowId2);
  const flow = known.flowOf(namespace2, flowId2)?.document;
  if (foundIn === "deleted") return [deletedFlow(suite)];
  if (foundIn === "nowhere" || foundIn === "unknown") return [unknownFlow(suite, known)];
  return flow === void 0 || !isMapValue(flow.value) ? [] : suite.cases.flatMap((each) => checkCase(suite, each, flow));
};
var deletedFlow = ({ namespace: namespace2, flowId: flowId2 }) => ({
  code: "suite-unknown-flow",
  path: ["flowId"],
  message: `The flow \`${namespace2}.${flowId2}\` is no longer in this tree, and is deleted from the server.`,
  hint: "Remove the suite, or put the flow back into the tree."
});
var unknownFlow = ({ namespace: namespace2, flowId: flowId2 }, known) => {
  const near = closestWord(flowId2, known.idsIn(namespace2));
  const [other] = known.namespacesOf(flowId2);
  const intended = near ?? (other === void 0 ? void 0 : `${other}.${flowId2}`);
  return {
    code: "suite-unknown-flow",
    path: ["flowId"],
    message: `There is no flow \`${namespace2}.${flowId2}\` in this tree.`,
    hint: didYouMean(intended)
  };
};
var MOST_MISSING2 = 5;
var checkCase = ({ document }, each, flow) => {
  const nodes = walkTasks(flow);
  const tasks = nodes.flatMap(({ kind, id }) => kind === "task" && id !== void 0 ? [id] : []);
  const triggers = nodes.flatMap(({ kind, id }) => kind === "trigger" && id !== void 0 ? [id] : []);
  const named2 = (what, id, path) => {
    const ids = what === "task" ? tasks : triggers;
    if (id === "" || ids.includes(id)) return [];
    const message = `The flow has no ${what} \`${id}\`.`;
    return [{ code: "suite-unknown-task", path, message, hint: suggestion(id, ids) }];
  };
  return [
    ...checkInputs2(each, flow),
    ...each.tasks.flatMap(({ id, path }) => named2("task", id, [...path, "id"])),
    ...each.trigger === void 0 ? [] : named2("trigger", each.trigger.id, [...each.trigger.path, "id"]),
    ...each.assertions.flatMap(({ taskId = "", path }) => named2("task", taskId, [...path, "taskId"])),
    // A ForEachItem adds tasks of its own: `each_items`, `each_merge`.
    ...outputsRead(document, each).filter(({ id }) => !tasks.some((task) => id.startsWith(`${task}_`))).flatMap(({ id, path }) => named2("task", id, path))
  ];
};
var checkInputs2 = ({ inputs, path }, flow) => {
  const declared = flowInputs(flow.value);
  if (declared === void 0) return [];
  const at = { code: "suite-unknown-input", path: [...path, "fixtures", "inputs"], part: "key" };
  const unknown3 = Object.keys(inputs).filter(
    (id) => !declared.byId.has(id.replace(/\..*$/, "")) && !declared.byId.has(id)
  );
  const { count, first } = missingInputs(declared, inputs, MOST_MISSING2);
  const needed = `The flow needs ${joined(first.map((id) => `\`${id}\``))}, which this case does not give.`;
  return [
    ...unknown3.map((id) => {
      const message = `The flow has no input \`${id}\`.`;
      return { ...at, path: [...at.path, id], message, hint: suggestion(id, declared.byId.keys()) };
    }),
    ...count === 0 ? [] : [{ ...at, message: needed }]
  ];
};
var outputsRead = (document, { path }) => {
  const below = [...path, "assertions"];
  return textsIn(valueAt(document.value, below)).flatMap(
    ({ text, path: at }) => readContextReferences(text).flatMap(({ root, names, hyphenated, isGuarded, isConditional: isConditional2 }) => {
      const [first] = names;
      if (root !== "outputs" || first === void 0 || isGuarded || isConditional2) return [];
      const id = names.length === 1 && hyphenated !== void 0 ? hyphenated : first.name;
      return [{ id, path: [...below, ...at] }];
    })
  );
};

// node_modules/croner/dist/croner.js
function g(s3,e,t,n=0,r=0,a=0,i=0){let o=s3>=0&&s3<100,u=Date.UTC(o?s3+400:s3,e,t,n,r,a,i);return o?u-126227808e5:u}function D(s3){return g(s3.y,s3.m-1,s3.d,s3.h,s3.i,s3.s)}function w(s3,e){return s3.y===e.y&&s3.m===e.m&&s3.d===e.d&&s3.h===e.h&&s3.i===e.i&&s3.s===e.s}function O(s3){let e=s3.substring(9);return e.includes("Z")||e.includes("+")||e.includes("-")}function Z(s3,e){let t=new Date(Date.parse(s3));if(isNaN(t))throw new Error("Invalid ISO8601 passed to timezone parser.");return O(s3)?{tp:T(t.getUTCFullYear(),t.getUTCMonth()+1,t.getUTCDate(),t.getUTCHours(),t.getUTCMinutes(),t.getUTCSeconds(),"Etc/UTC"),ms:t.getUTCMilliseconds()}:{tp:T(t.getFullYear(),t.getMonth()+1,t.getDate(),t.getHours(),t.getMinutes(),t.getSeconds(),e),ms:t.getMilliseconds()}}function v(s3,e,t){let{tp:n,ms:r}=Z(s3,e);return new Date(N(n,t).getTime()+r)}function N(s3,e){let t=_(s3);if(t.kind==="single")return t.date;if(t.kind==="ambiguous")return t.earlier;if(e)throw new Error("Invalid date passed to fromTZ()");return t.after}function _(s3){let e=D(s3),t=i=>R(new Date(i),s3.tz),n=e-t(e),r=y(new Date(n),s3.tz);if(w(r,s3)){let i=D(r)-n,o=n-(t(n-E)-i);if(o<n&&w(y(new Date(o),s3.tz),s3))return{kind:"ambiguous",earlier:new Date(o),later:new Date(n)};let u=n+(i-t(n+E));return u>n&&w(y(new Date(u),s3.tz),s3)?{kind:"ambiguous",earlier:new Date(n),later:new Date(u)}:{kind:"single",date:new Date(n)}}let a=e-(D(r)-n);return w(y(new Date(a),s3.tz),s3)?{kind:"single",date:new Date(a)}:{kind:"gap",before:new Date(Math.min(n,a)),after:new Date(Math.max(n,a))}}var E=3*36e5;function R(s3,e){return D(y(s3,e))-(s3.getTime()-s3.getUTCMilliseconds())}function k(s3,e,t){let n=R(new Date(s3),t);for(;e-s3>1e3;){let r=s3+Math.floor((e-s3)/2e3)*1e3;R(new Date(r),t)===n?s3=r:e=r}return e}function U(s3,e){let t=_(y(new Date(s3),e));if(t.kind==="ambiguous")return s3<t.later.getTime()?"earlier":"later"}var H=g(1,0,1);var S=864e5;var W=new Map;function y(s3,e){if(e===void 0)return T(s3.getFullYear(),s3.getMonth()+1,s3.getDate(),s3.getHours(),s3.getMinutes(),s3.getSeconds());let t=W.get(e),n;try{t||(t=new Intl.DateTimeFormat("en-US",{timeZone:e,year:"numeric",month:"numeric",day:"numeric",hour:"numeric",minute:"numeric",second:"numeric",hour12:false}),W.set(e,t)),n=t.formatToParts(s3)}catch(i){let o=i instanceof Error?i.message:String(i);throw new RangeError(`toTZ: Invalid timezone '${e}' or date. Please provide a valid IANA timezone (e.g., 'America/New_York', 'Europe/Stockholm'). Original error: ${o}`)}let r={year:0,month:0,day:0,hour:0,minute:0,second:0};for(let i of n)(i.type==="year"||i.type==="month"||i.type==="day"||i.type==="hour"||i.type==="minute"||i.type==="second")&&(r[i.type]=parseInt(i.value,10));if(isNaN(r.year)||isNaN(r.month)||isNaN(r.day)||isNaN(r.hour)||isNaN(r.minute)||isNaN(r.second))throw new Error(`toTZ: Failed to parse all date components from timezone '${e}'. This may indicate an invalid date or timezone configuration. Parsed components: ${JSON.stringify(r)}`);let a=s3.getTime()-H;return(a<-S||a<S&&r.month===12)&&(r.year=1-r.year),r.hour===24&&(r.hour=0),{y:r.year,m:r.month,d:r.day,h:r.hour,i:r.minute,s:r.second,tz:e}}function T(s3,e,t,n,r,a,i){return{y:s3,m:e,d:t,h:n,i:r,s:a,tz:i}}var x=[1,2,4,8,16];var C=class s{pattern;timezone;mode;alternativeWeekdays;sloppyRanges;fixedTimeRule;second;minute;hour;day;month;dayOfWeek;year;lastDayOfMonth;lastWeekday;nearestWeekdays;starDOM;starDOW;starYear;useAndLogic;isFixedTime;constructor(e,t,n){this.pattern=e,this.timezone=t,this.mode=n?.mode??"auto",this.alternativeWeekdays=n?.alternativeWeekdays??false,this.sloppyRanges=n?.sloppyRanges??false,this.fixedTimeRule=n?.fixedTimeRule??"single-value",this.second=Array(60).fill(0),this.minute=Array(60).fill(0),this.hour=Array(24).fill(0),this.day=Array(31).fill(0),this.month=Array(12).fill(0),this.dayOfWeek=Array(7).fill(0),this.year=[],this.lastDayOfMonth=false,this.lastWeekday=false,this.nearestWeekdays=Array(31).fill(0),this.starDOM=false,this.starDOW=false,this.starYear=false,this.useAndLogic=false,this.isFixedTime=false,this.parse()}parse(){if(!(typeof this.pattern=="string"||this.pattern instanceof String))throw new TypeError("CronPattern: Pattern has to be of type string.");this.pattern.indexOf("@")>=0&&(this.pattern=this.handleNicknames(this.pattern).trim());let e=this.pattern.match(/\S+/g)||[""],t=e.length;if(e.length<5||e.length>7)throw new TypeError("CronPattern: invalid configuration format ('"+this.pattern+"'), exactly five, six, or seven space separated parts are required.");if(this.mode!=="auto"){let i;switch(this.mode){case"5-part":i=5;break;case"6-part":i=6;break;case"7-part":i=7;break;case"5-or-6-parts":i=[5,6];break;case"6-or-7-parts":i=[6,7];break;default:i=0}if(!(Array.isArray(i)?i.includes(t):t===i)){let u=Array.isArray(i)?i.join(" or "):i.toString();throw new TypeError(`CronPattern: mode '${this.mode}' requires exactly ${u} parts, but pattern '${this.pattern}' has ${t} parts.`)}}if(e.length===5&&e.unshift("0"),e.length===6&&e.push("*"),this.pattern.indexOf("?")>=0)for(let i=0;i<e.length;i++)e[i]=e[i].replace(/\?/g,"*");if(e[3].toUpperCase()==="LW")this.lastWeekday=true,e[3]="";else if(e[3].toUpperCase().indexOf("L")>=0){let i=e[3].split(",");if(i.length>1&&i.some(o=>o.toUpperCase()==="LW"))throw new TypeError(`CronPattern: Syntax error, LW can not be in a list in day-of-month ('${e[3]}').`);if(i.some(o=>o===""||o.toUpperCase()!=="L"&&/l/i.test(o)))throw new TypeError("CronPattern: Syntax error, L has to be a value of its own in day-of-month ('"+e[3]+"').");e[3]=i.filter(o=>o.toUpperCase()!=="L").join(","),this.lastDayOfMonth=true}if(e[3]=="*"&&(this.starDOM=true),e[6]=="*"&&(this.starYear=true),e[4].length>=3&&(e[4]=this.replaceAlpha(e[4],s.MONTH_NAMES)),e[5].length>=3&&(e[5]=this.alternativeWeekdays?this.replaceAlpha(e[5],s.DAY_NAMES_QUARTZ):this.replaceAlpha(e[5],s.DAY_NAMES)),e[5].startsWith("+")&&(this.useAndLogic=true,e[5]=e[5].substring(1),e[5]===""))throw new TypeError("CronPattern: Day-of-week field cannot be empty after '+' modifier.");switch(e[5]=="*"&&(this.starDOW=true),this.mode){case"5-part":e[0]="0",e[6]="*";break;case"6-part":e[6]="*";break;case"5-or-6-parts":e[6]="*";break;case"6-or-7-parts":break;case"7-part":case"auto":break}this.throwAtIllegalCharacters(e),this.partToArray("second",e[0],0,1),this.partToArray("minute",e[1],0,1),this.partToArray("hour",e[2],0,1),this.partToArray("day",e[3],-1,1),this.partToArray("month",e[4],-1,1);let n=this.alternativeWeekdays?-1:0;this.partToArray("dayOfWeek",e[5],n,63),e[6]==="*"?this.year=Array(1e4).fill(1):(this.year=Array(1e4).fill(0),this.partToArray("year",e[6],0,1)),!this.alternativeWeekdays&&this.dayOfWeek[7]&&(this.dayOfWeek[0]=this.dayOfWeek[7]);let r=this.fixedTimeRule==="single-value",a=(i,o)=>!i.includes("*")&&!i.includes("/")&&(!r||o.filter(u=>u).length===1);this.isFixedTime=a(e[0],this.second)&&a(e[1],this.minute)&&a(e[2],this.hour)}partToArray(e,t,n,r){let a=this[e];if(t===""&&!(e==="day"&&(this.lastDayOfMonth||this.lastWeekday)))throw new TypeError("CronPattern: configuration entry "+e+" ("+t+") is empty, check for trailing spaces.");if(t==="*")return a.fill(r);let i=t.split(",");if(i.length>1)for(let o of i)this.partToArray(e,o,n,r);else t.includes("-")&&t.includes("/")?this.handleRangeWithStepping(t,e,n,r):t.includes("-")?this.handleRange(t,e,n,r):t.includes("/")?this.handleStepping(t,e,n,r):t!==""&&this.handleNumber(t,e,n,r)}throwAtIllegalCharacters(e){for(let t=0;t<e.length;t++)if((t===3?/[^/*0-9,\-WwLl]+/:t===5?/[^/*0-9,\-#Ll]+/:/[^/*0-9,\-]+/).test(e[t]))throw new TypeError("CronPattern: configuration entry "+t+" ("+e[t]+") contains illegal characters.")}handleNumber(e,t,n,r){let a=this.extractNth(e,t),i=e.toUpperCase().includes("W");if(t!=="day"&&i)throw new TypeError("CronPattern: Nearest weekday modifier (W) only allowed in day-of-month.");i&&(t="nearestWeekdays");let o=i?a[0].replace(/W$/i,""):a[0],u=s.toNumber(o)+n;if(isNaN(u))throw new TypeError("CronPattern: "+t+" is not a number: '"+e+"'");this.setPart(t,u,a[1]||r)}setPart(e,t,n){if(!Object.prototype.hasOwnProperty.call(this,e))throw new TypeError("CronPattern: Invalid part specified: "+e);if(e==="dayOfWeek"){if(t===7&&(t=0),t<0||t>6)throw new RangeError("CronPattern: Invalid value for dayOfWeek: "+t);this.setNthWeekdayOfMonth(t,n);return}if(e==="second"||e==="minute"){if(t<0||t>=60)throw new RangeError("CronPattern: Invalid value for "+e+": "+t)}else if(e==="hour"){if(t<0||t>=24)throw new RangeError("CronPattern: Invalid value for "+e+": "+t)}else if(e==="day"||e==="nearestWeekdays"){if(t<0||t>=31)throw new RangeError("CronPattern: Invalid value for "+e+": "+t)}else if(e==="month"){if(t<0||t>=12)throw new RangeError("CronPattern: Invalid value for "+e+": "+t)}else if(e==="year"&&(t<1||t>=1e4))throw new RangeError("CronPattern: Invalid value for "+e+": "+t+" (supported range: 1-9999)");this[e][t]=n}static toNumber(e){return/^\d+$/.test(e)?parseInt(e,10):NaN}validateNotNaN(e,t){if(isNaN(e))throw new TypeError(t)}validateRange(e,t,n,r,a){if(e>t)throw new TypeError("CronPattern: From value is larger than to value: '"+a+"'");if(n!==void 0){if(n===0)throw new TypeError("CronPattern: Syntax error, illegal stepping: 0");if(n>this[r].length)throw new TypeError("CronPattern: Syntax error, steps cannot be greater than maximum value of part ("+this[r].length+")")}}handleRangeWithStepping(e,t,n,r){if(e.toUpperCase().includes("W"))throw new TypeError("CronPattern: Syntax error, W is not allowed in ranges with stepping.");let a=this.extractNth(e,t),i=a[0].match(/^(\d+)-(\d+)\/(\d+)$/);if(i===null)throw new TypeError("CronPattern: Syntax error, illegal range with stepping: '"+e+"'");let[,o,u,l]=i,h=parseInt(o,10)+n,m=parseInt(u,10)+n,d=parseInt(l,10);this.validateNotNaN(h,"CronPattern: Syntax error, illegal lower range (NaN)"),this.validateNotNaN(m,"CronPattern: Syntax error, illegal upper range (NaN)"),this.validateNotNaN(d,"CronPattern: Syntax error, illegal stepping: (NaN)"),this.validateRange(h,m,d,t,e);for(let p=h;p<=m;p+=d)this.setPart(t,p,a[1]||r)}extractNth(e,t){let n=e,r;if(n.includes("#")){if(t!=="dayOfWeek")throw new Error("CronPattern: nth (#) only allowed in day-of-week field");let a=n.split("#");if(a.length!==2||a[1]==="")throw new TypeError("CronPattern: Syntax error, illegal nth weekday: '"+e+"'");n=a[0],r=a[1]}else if(n.toUpperCase().endsWith("L")){if(t!=="dayOfWeek")throw new Error("CronPattern: L modifier only allowed in day-of-week field (use L alone for day-of-month)");r="L",n=n.slice(0,-1)}return[n,r]}handleRange(e,t,n,r){if(e.toUpperCase().includes("W"))throw new TypeError("CronPattern: Syntax error, W is not allowed in a range.");let a=this.extractNth(e,t),i=a[0].split("-");if(i.length!==2)throw new TypeError("CronPattern: Syntax error, illegal range: '"+e+"'");let o=s.toNumber(i[0])+n,u=s.toNumber(i[1])+n;this.validateNotNaN(o,"CronPattern: Syntax error, illegal lower range (NaN)"),this.validateNotNaN(u,"CronPattern: Syntax error, illegal upper range (NaN)"),this.validateRange(o,u,void 0,t,e);for(let l=o;l<=u;l++)this.setPart(t,l,a[1]||r)}handleStepping(e,t,n,r){if(e.toUpperCase().includes("W"))throw new TypeError("CronPattern: Syntax error, W is not allowed in parts with stepping.");let a=this.extractNth(e,t),i=a[0].split("/");if(i.length!==2)throw new TypeError("CronPattern: Syntax error, illegal stepping: '"+e+"'");if(this.sloppyRanges)i[0]===""&&(i[0]="*");else{if(i[0]==="")throw new TypeError("CronPattern: Syntax error, stepping with missing prefix ('"+e+"') is not allowed. Use wildcard (*/step) or range (min-max/step) instead.");if(i[0]!=="*")throw new TypeError("CronPattern: Syntax error, stepping with numeric prefix ('"+e+"') is not allowed. Use wildcard (*/step) or range (min-max/step) instead.")}let o=0;i[0]!=="*"&&(o=s.toNumber(i[0])+n,this.validateNotNaN(o,"CronPattern: Syntax error, illegal stepping start (NaN)"));let u=s.toNumber(i[1]);this.validateNotNaN(u,"CronPattern: Syntax error, illegal stepping: (NaN)"),this.validateRange(0,this[t].length-1,u,t,e);for(let l=o;l<this[t].length;l+=u)t==="year"&&l===0||this.setPart(t,l,a[1]||r)}replaceAlpha(e,t){let n=e;for(let[r,a]of Object.entries(t))n=n.replace(new RegExp(r,"gi"),(i,o,u)=>{let l=o+i.length-3,h=u.charAt(l-1),m=u.charAt(l+3);if(/[a-z\d/#]/i.test(h)||/[a-km-z\d]/i.test(m))throw new TypeError(`CronPattern: Syntax error, a month or day name has to stand alone ('${e}').`);return a});return n}static DAY_NAMES={"-sun":"-7",sun:"0",mon:"1",tue:"2",wed:"3",thu:"4",fri:"5",sat:"6"};static DAY_NAMES_QUARTZ={sun:"1",mon:"2",tue:"3",wed:"4",thu:"5",fri:"6",sat:"7"};static MONTH_NAMES={jan:"1",feb:"2",mar:"3",apr:"4",may:"5",jun:"6",jul:"7",aug:"8",sep:"9",oct:"10",nov:"11",dec:"12"};static NICKNAME_MAP={"@yearly":"0 0 1 1 *","@annually":"0 0 1 1 *","@monthly":"0 0 1 * *","@weekly":"0 0 * * SUN","@daily":"0 0 * * *","@midnight":"0 0 * * *","@hourly":"0 * * * *"};handleNicknames(e){let t=e.trim().toLowerCase();if(t==="@reboot")throw new TypeError("CronPattern: @reboot is not supported in this environment. This is an event-based trigger that requires system startup detection.");return s.NICKNAME_MAP[t]||e}setNthWeekdayOfMonth(e,t){if(typeof t!="number"&&t.toUpperCase()==="L")this.dayOfWeek[e]=this.dayOfWeek[e]|32;else if(t===63)this.dayOfWeek[e]=63;else if(t<6&&t>0)this.dayOfWeek[e]=this.dayOfWeek[e]|x[t-1];else throw new TypeError(`CronPattern: nth weekday out of range, should be 1-5 or L. Value: ${t}, Type: ${typeof t}`)}};var B=[31,28,31,30,31,30,31,31,30,31,30,31];var f=[["month","year",0],["day","month",-1],["hour","day",0],["minute","hour",0],["second","minute",0]];var c=class s2{tz;instantMs;instantFields;ms;second;minute;hour;day;month;year;constructor(e,t){if(this.tz=t,e&&e instanceof Date)if(!isNaN(e))this.fromDate(e);else throw new TypeError("CronDate: Invalid date passed to CronDate constructor");else if(e==null)this.fromDate(new Date);else if(e&&typeof e=="string")this.fromString(e);else if(e instanceof s2)this.fromCronDate(e);else throw new TypeError("CronDate: Invalid type ("+typeof e+") passed to CronDate constructor")}getLastDayOfMonth(e,t){return t!==1?B[t]:new Date(g(e,t+1,0)).getUTCDate()}getLastWeekday(e,t){let n=this.getLastDayOfMonth(e,t),a=new Date(g(e,t,n)).getUTCDay();return a===0?n-2:a===6?n-1:n}getNearestWeekday(e,t,n){let r=this.getLastDayOfMonth(e,t);if(n>r)return-1;let i=new Date(g(e,t,n)).getUTCDay();return i===0?n===r?n-2:n+1:i===6?n===1?n+2:n-1:n}isNthWeekdayOfMonth(e,t,n,r){let i=new Date(g(e,t,n)).getUTCDay(),o=0;for(let u=1;u<=n;u++)new Date(g(e,t,u)).getUTCDay()===i&&o++;if(r&63&&x[o-1]&r)return true;if(r&32){let u=this.getLastDayOfMonth(e,t);for(let l=n+1;l<=u;l++)if(new Date(g(e,t,l)).getUTCDay()===i)return false;return true}return false}fromDate(e){if(this.tz!==void 0)if(typeof this.tz=="number")this.ms=e.getUTCMilliseconds(),this.second=e.getUTCSeconds(),this.minute=e.getUTCMinutes()+this.tz,this.hour=e.getUTCHours(),this.day=e.getUTCDate(),this.month=e.getUTCMonth(),this.year=e.getUTCFullYear(),this.apply();else try{let t=y(e,this.tz);this.ms=e.getMilliseconds(),this.second=t.s,this.minute=t.i,this.hour=t.h,this.day=t.d,this.month=t.m-1,this.year=t.y,this.cacheInstant(e.getTime()-this.ms)}catch(t){let n=t instanceof Error?t.message:String(t);throw new TypeError(`CronDate: Failed to convert date to timezone '${this.tz}'. This may happen with invalid timezone names or dates. Original error: ${n}`)}else this.ms=e.getMilliseconds(),this.second=e.getSeconds(),this.minute=e.getMinutes(),this.hour=e.getHours(),this.day=e.getDate(),this.month=e.getMonth(),this.year=e.getFullYear(),this.cacheInstant(e.getTime()-this.ms)}cacheInstant(e){this.instantMs=e;let{year:t,month:n,day:r,hour:a,minute:i,second:o}=this;this.instantFields=[t,n,r,a,i,o,this.tz]}cachedInstant(){let e=this.instantFields;if(!(e===void 0||e[6]!==this.tz)&&!(e[5]!==this.second||e[4]!==this.minute||e[3]!==this.hour)&&!(e[2]!==this.day||e[1]!==this.month||e[0]!==this.year))return this.instantMs}fromCronDate(e){this.tz=e.tz,this.year=e.year,this.month=e.month,this.day=e.day,this.hour=e.hour,this.minute=e.minute,this.second=e.second,this.ms=e.ms,this.instantMs=e.instantMs,this.instantFields=e.instantFields}apply(){if(this.month>11||this.month<0||this.day>this.getLastDayOfMonth(this.year,this.month)||this.day<1||this.hour>23||this.minute>59||this.second>59||this.hour<0||this.minute<0||this.second<0){let e=new Date(0);return e.setUTCFullYear(this.year,this.month,this.day),e.setUTCHours(this.hour,this.minute,this.second,this.ms),this.ms=e.getUTCMilliseconds(),this.second=e.getUTCSeconds(),this.minute=e.getUTCMinutes(),this.hour=e.getUTCHours(),this.day=e.getUTCDate(),this.month=e.getUTCMonth(),this.year=e.getUTCFullYear(),true}else return false}fromString(e){if(typeof this.tz=="number"){if(O(e))return this.fromDate(v(e));let t=v(e,"Etc/UTC");this.ms=t.getUTCMilliseconds(),this.second=t.getUTCSeconds(),this.minute=t.getUTCMinutes(),this.hour=t.getUTCHours(),this.day=t.getUTCDate(),this.month=t.getUTCMonth(),this.year=t.getUTCFullYear(),this.apply()}else return this.fromDate(v(e,this.tz))}findNext(e,t,n,r){return this._findMatch(e,t,n,r,1)}_matchDayValue(e,t,n,r){let a=e;if(!a){for(let i=0;i<n.nearestWeekdays.length;i++)if(n.nearestWeekdays[i]){let o=this.getNearestWeekday(this.year,this.month,i+1);if(o!==-1&&o===t){a=1;break}}}if(n.lastWeekday){let i=this.getLastWeekday(this.year,this.month);t===i&&(a=1)}if(n.lastDayOfMonth){let i=this.getLastDayOfMonth(this.year,this.month);t===i&&(a=1)}if(!n.starDOW){let i=new Date(g(this.year,this.month,1,0,0,0,0)).getUTCDay(),o=n.dayOfWeek[(i+(t-1))%7];o&&o&63&&(o=this.isNthWeekdayOfMonth(this.year,this.month,t,o)?1:0),n.useAndLogic?a=a&&o:!r.domAndDow&&!n.starDOM?a=a||o:a=a&&o}return a}_findMatch(e,t,n,r,a){let i=this[t],o=t==="day"?this.getLastDayOfMonth(this.year,this.month):0,u=this[t]+r,l=a===1?h=>h<n[t].length:h=>h>=0;for(let h=u;l(h);h+=a){let m=n[t][h];if(t==="day"){if(h-r>o)continue;m=this._matchDayValue(m,h-r,n,e)}if(m)return this[t]=h-r,i!==this[t]?2:1}return 3}recurse(e,t,n){let r=this.year,a=n;for(;typeof a=="number";){if(e.starYear&&Math.abs(this.year-r)>400)return null;a=this.recurseStep(e,t,a)}return a}recurseStep(e,t,n){if(n===0&&!e.starYear){if(this.year>=0&&this.year<e.year.length&&e.year[this.year]===0){let a=-1;for(let i=this.year+1;i<e.year.length&&i<1e4;i++)if(e.year[i]===1){a=i;break}if(a===-1)return null;this.year=a,this.month=0,this.day=1,this.hour=0,this.minute=0,this.second=0,this.ms=0}if(this.year>=1e4)return null}let r=this.findNext(t,f[n][0],e,f[n][2]);if(r>1){let a=n+1;for(;a<f.length;)this[f[a][0]]=-f[a][2],a++;if(r===3){if(this[f[n][1]]++,this[f[n][0]]=-f[n][2],this.apply(),n===0&&!e.starYear){for(;this.year>=0&&this.year<e.year.length&&e.year[this.year]===0&&this.year<1e4;)this.year++;if(this.year>=1e4||this.year>=e.year.length)return null}return 0}else if(this.apply())return n-1}return n+=1,n>=f.length?this:(e.starYear?this.year>=3e3:this.year>=1e4)?null:n}increment(e,t,n){return this.instantMs=void 0,this.instantFields=void 0,this.second+=t.interval!==void 0&&t.interval>1&&n?t.interval:1,this.ms=0,this.apply(),this.recurse(e,t,0)}decrement(e,t,n=true){this.instantMs=void 0,this.instantFields=void 0;let r=t.interval!==void 0&&t.interval>=1;return(this.ms===0||r)&&(this.second-=r&&n?t.interval:1),this.ms=0,this.apply(),this.year<1?null:this.recurseBackward(e,t,0)}recurseBackward(e,t,n){let r=this.year,a=n;for(;typeof a=="number";){if(e.starYear&&Math.abs(this.year-r)>400)return null;a=this.recurseBackwardStep(e,t,a)}return a}recurseBackwardStep(e,t,n){if(n===0&&!e.starYear){if(this.year>=0&&this.year<e.year.length&&e.year[this.year]===0){let a=-1;for(let i=this.year-1;i>=0;i--)if(e.year[i]===1){a=i;break}if(a===-1)return null;this.year=a,this.month=11,this.day=31,this.hour=23,this.minute=59,this.second=59,this.ms=0}if(this.year<1)return null}let r=this.findPrevious(t,f[n][0],e,f[n][2]);if(r>1){let a=n+1;for(;a<f.length;){let i=f[a][0],o=f[a][2],u=this.getMaxPatternValue(i,e,o);this[i]=u,a++}if(r===3){if(this[f[n][1]]--,n===0){let u=this.getLastDayOfMonth(this.year,this.month);this.day>u&&(this.day=u)}if(n===1)if(this.day<=0)this.day=1;else{let u=this.year,l=this.month;for(;l<0;)l+=12,u--;for(;l>11;)l-=12,u++;let h=this.getLastDayOfMonth(u,l);this.day>h&&(this.day=h)}this.apply();let i=f[n][0],o=f[n][2];if(this[i]=this.getMaxPatternValue(i,e,o),this.apply(),n===0){let u=f[1][2],l=this.getMaxPatternValue("day",e,u);l!==this.day&&(this.day=l,this.hour=this.getMaxPatternValue("hour",e,f[2][2]),this.minute=this.getMaxPatternValue("minute",e,f[3][2]),this.second=this.getMaxPatternValue("second",e,f[4][2]))}if(n===0&&!e.starYear){for(;this.year>=0&&this.year<e.year.length&&e.year[this.year]===0;)this.year--;if(this.year<1)return null}return 0}else if(this.apply())return n-1}return n+=1,n>=f.length?this:this.year<1?null:n}getMaxPatternValue(e,t,n){let r=t[e].length-1-n;for(let a=t[e].length-1;a>=0;a--)if(t[e][a]){r=a-n;break}if(e==="day"){let a=this.getLastDayOfMonth(this.year,this.month);return t.lastWeekday||t.nearestWeekdays.some(i=>i)||t.lastDayOfMonth||!t.starDOW?a:Math.min(r,a)}return r}findPrevious(e,t,n,r){return this._findMatch(e,t,n,r,-1)}getDate(e){if(!e&&typeof this.tz!="number"){let t=this.cachedInstant();if(t!==void 0)return new Date(t+(this.tz===void 0?this.ms:0))}if(e||this.tz===void 0){if(this.year>=0&&this.year<100){let t=new Date(0);return t.setFullYear(this.year,this.month,this.day),t.setHours(this.hour,this.minute,this.second,this.ms),t}return new Date(this.year,this.month,this.day,this.hour,this.minute,this.second,this.ms)}else return typeof this.tz=="number"?new Date(g(this.year,this.month,this.day,this.hour,this.minute-this.tz,this.second,this.ms)):N(T(this.year,this.month+1,this.day,this.hour,this.minute,this.second,this.tz),false)}getTime(){return this.getDate(false).getTime()}match(e,t){if(!e.starYear&&(this.year<0||this.year>=e.year.length||e.year[this.year]===0))return false;for(let n=0;n<f.length;n++){let r=f[n][0],a=f[n][2],i=this[r];if(i+a<0||i+a>=e[r].length)return false;let o=e[r][i+a];if(r==="day"&&(o=this._matchDayValue(o,i,e,t)),!o)return false}return true}};function F(s3){s3===void 0&&(s3={}),delete s3.name,s3.legacyMode!==void 0&&s3.domAndDow===void 0?s3.domAndDow=!s3.legacyMode:s3.domAndDow===void 0&&(s3.domAndDow=false),s3.legacyMode=!s3.domAndDow;let e=(n,r)=>n===void 0?r:n;if(s3.paused=e(s3.paused,false),s3.maxRuns=e(s3.maxRuns,1/0),s3.catch=e(s3.catch,false),s3.unref=e(s3.unref,false),s3.mode=e(s3.mode,"auto"),s3.alternativeWeekdays=e(s3.alternativeWeekdays,false),s3.sloppyRanges=e(s3.sloppyRanges,false),s3.fixedTimeRule=e(s3.fixedTimeRule,"single-value"),s3.allowPast=e(s3.allowPast,false),s3.interval=s3.interval===void 0?0:parseInt(s3.interval.toString(),10),s3.utcOffset=s3.utcOffset===void 0?void 0:parseInt(s3.utcOffset.toString(),10),s3.dayOffset=s3.dayOffset===void 0?0:parseInt(s3.dayOffset.toString(),10),!["auto","5-part","6-part","7-part","5-or-6-parts","6-or-7-parts"].includes(s3.mode))throw new Error("CronOptions: mode must be one of 'auto', '5-part', '6-part', '7-part', '5-or-6-parts', or '6-or-7-parts'.");if(!["single-value","no-wildcard"].includes(s3.fixedTimeRule))throw new Error("CronOptions: fixedTimeRule must be one of 'single-value' or 'no-wildcard'.");s3.timezone===""&&(s3.timezone=void 0);let t=s3.timezone??s3.utcOffset;if(s3.startAt&&(s3.startAt=I(new c(s3.startAt,t))),s3.stopAt&&(s3.stopAt=I(new c(s3.stopAt,t))),s3.interval!==null){if(isNaN(s3.interval))throw new Error("CronOptions: Supplied value for interval is not a number");if(s3.interval<0)throw new Error("CronOptions: Supplied value for interval can not be negative")}if(s3.utcOffset!==void 0){if(isNaN(s3.utcOffset))throw new Error("CronOptions: Invalid value passed for utcOffset, should be number representing minutes offset from UTC.");if(s3.utcOffset<-870||s3.utcOffset>870)throw new Error("CronOptions: utcOffset out of bounds.");if(s3.utcOffset!==void 0&&s3.timezone)throw new Error("CronOptions: Combining 'utcOffset' with 'timezone' is not allowed.")}if(s3.unref!==true&&s3.unref!==false)throw new Error("CronOptions: Unref should be either true, false or undefined(false).");if(s3.dayOffset!==void 0&&s3.dayOffset!==0&&isNaN(s3.dayOffset))throw new Error("CronOptions: Invalid value passed for dayOffset, should be a number representing days to offset.");return s3}function I(s3){return s3.ms?(s3.ms=0,new c(new Date(s3.getTime()+1e3),s3.tz)):s3}function b(s3){return typeof s3=="function"}function L(s3){return b(s3)}function Y(s3){typeof Deno<"u"&&typeof Deno.unrefTimer<"u"?Deno.unrefTimer(s3):s3&&typeof s3.unref<"u"&&s3.unref()}var P=1440*60*1e3;var $=30*1e3;var M=[];var j=class{name;options;_states;fn;_startAtRoundingMs=0;getTz(){return this.options.timezone??this.options.utcOffset}applyDayOffset(e){let t=this._offsetMs();return t?new Date(e.getTime()+t):e}_offsetMs(){return(this.options.dayOffset??0)*P}get _startAt(){return this.options.startAt}get _stopAt(){return this.options.stopAt}_nextTarget(e,t){let n=this._offsetMs(),r=this._next(this._shift(e),new Date(t.getTime()-n),{startAt:this._shift(this._startAt),stopAt:this._shift(this._stopAt)});return r?this.applyDayOffset(r.getDate(false)):null}_previousTarget(e,t){let n=this._toMs(e??t)-this._offsetMs(),r=this._previous(new Date(n),{startAt:this._shift(this._startAt),stopAt:this._shift(this._stopAt)});return r?this.applyDayOffset(r.getDate(false)):null}_shift(e){if(e!=null)return new c(new Date(this._toMs(e)-this._offsetMs()),this.getTz())}constructor(e,t,n){let r,a;if(b(t))a=t;else if(typeof t=="object")r=t;else if(t!==void 0)throw new Error("Cron: Invalid argument passed for optionsIn. Should be one of function, or object (options).");if(b(n))a=n;else if(typeof n=="object")r=n;else if(n!==void 0)throw new Error("Cron: Invalid argument passed for funcIn. Should be one of function, or object (options).");this.name=r?.name;let i=r?.startAt;this.options=F(r),i&&this._startAt&&(this._startAtRoundingMs=this._startAt.getTime()-new c(i,this.getTz()).getTime());let o=!!e&&(e instanceof Date||typeof e=="string"&&e.indexOf(":")>0);if(this._states={kill:false,blocking:false,previousRun:void 0,currentRun:void 0,once:void 0,currentTimeout:void 0,maxRuns:r?r.maxRuns:void 0,paused:r?r.paused:false,pattern:o?new C("* * * * *",void 0,{mode:"auto"}):new C(e,this.options.timezone,{mode:this.options.mode,alternativeWeekdays:this.options.alternativeWeekdays,sloppyRanges:this.options.sloppyRanges,fixedTimeRule:this.options.fixedTimeRule})},o&&(this._states.once=new c(e,this.getTz())),this.name){if(M.find(l=>l.name===this.name))throw new Error("Cron: Tried to initialize new named job '"+this.name+"', but name already taken.");M.push(this)}return a!==void 0&&L(a)&&(this.fn=a,this.schedule()),this}nextRun(e){return this._nextTarget(e,new Date)}nextRuns(e,t){this._states.maxRuns!==void 0&&e>this._states.maxRuns&&(e=this._states.maxRuns);let n=t||this._states.currentRun||void 0;return this._enumerateRuns(e,n,"next")}previousRuns(e,t){return this._enumerateRuns(e,t||void 0,"previous")}enumerate(e){return new A(this,e)}_enumerateRuns(e,t,n){let r=[],a=new Date,i=t;for(;e-- >0;){let o=n==="next"?this._nextTarget(i,a):this._previousTarget(i,a);if(!o)break;r.push(o),i=o}return r}match(e){if(this._states.once){let n=new c(e,this.getTz());n.ms=0;let r=new c(this._states.once,this.getTz());return r.ms=0,n.getTime()===r.getTime()}let t=new c(e,this.getTz());return t.ms=0,t.match(this._states.pattern,this.options)}getPattern(){if(!this._states.once)return this._states.pattern?this._states.pattern.pattern:void 0}getOnce(){return this._states.once?this._states.once.getDate():null}isRunning(){return!this._states.paused&&!this._states.kill&&this.fn!==void 0&&this._nextTarget(this._states.currentRun,new Date)!==null}isStopped(){return this._states.kill}isBusy(){return this._states.blocking}currentRun(){return this._states.currentRun?this._states.currentRun.getDate():null}previousRun(){return this._states.previousRun?this._states.previousRun.getDate():null}msToNext(e){let t=new Date,n=this._nextTarget(e,t);return n?n.getTime()-this._toMs(e??t):null}stop(){this._states.kill=true,this._states.currentTimeout&&clearTimeout(this._states.currentTimeout);let e=M.indexOf(this);e>=0&&M.splice(e,1)}pause(){return this._states.paused=true,!this._states.kill}resume(){return this._states.paused=false,!this._states.kill}schedule(e){return this._schedule(e)}_schedule(e,t){if(e&&this.fn)throw new Error("Cron: It is not allowed to schedule two functions using the same Croner instance.");e&&(this.fn=e);let n=t??new Date,r=this._nextTarget(void 0,n),a=r?r.getTime()-n.getTime():null,i=this._states.currentRun;i&&i.getTime()>n.getTime()&&(i=void 0);let o=this._nextTarget(i,n);return a===null||isNaN(a)||o===null?this:(a>$&&(a=$),a<0&&(a=this._states.paused?1e3:0),this._states.currentTimeout=setTimeout(()=>this._checkTrigger(o),a),this._states.currentTimeout&&this.options.unref&&Y(this._states.currentTimeout),this)}async _trigger(e=new Date){this._states.blocking=true,this._states.currentRun=new c(e,this.getTz());try{if(this.options.catch)try{this.fn!==void 0&&await this.fn(this,this.options.context)}catch(t){if(b(this.options.catch))try{Promise.resolve(this.options.catch(t,this)).catch(()=>{})}catch{}}else this.fn!==void 0&&await this.fn(this,this.options.context)}finally{this._states.previousRun=new c(e,this.getTz()),this._states.blocking=false}}async trigger(){await this._trigger()}runsLeft(){return this._states.maxRuns}_checkTrigger(e){let t=new Date,n=!this._states.paused&&t.getTime()>=e.getTime(),r=this._states.blocking&&this.options.protect;n&&!r?(this._states.maxRuns!==void 0&&this._states.maxRuns--,this._trigger(t)):n&&r&&b(this.options.protect)&&setTimeout(()=>this.options.protect(this),0),this._schedule(void 0,n?void 0:t)}_next(e,t,n){let r=n?n.startAt:this._startAt,a=n?n.stopAt:this._stopAt,i=!!e,o=!!(e||this._states.currentRun),u=false;!e&&r&&this.options.interval&&(e=this._calculatePreviousRun(r,t),e&&(o=true),u=!e);let l=e??t??new Date,h=this._toMs(l);e=new c(l,this.getTz()),r&&h<r.getTime()&&(e=u?r:new c(new Date(r.getTime()-1e3),this.getTz()),h=e.getTime());let m=this._states.once||new c(e,this.getTz());if(!u&&m!==this._states.once&&(m=this._findOccurrence(e,h,1,o)),this._states.once){let d=this._states.once.getTime(),p=h-d;if(r&&d<r.getTime()-this._startAtRoundingMs||this._states.currentRun&&this.applyDayOffset(this._states.once.getDate()).getTime()<=this._states.currentRun.getTime()||(i?p>=0:p>1e3&&!this.options.allowPast))return null}return m===null||this._states.maxRuns!==void 0&&this._states.maxRuns<=0||this._states.kill||a&&m.getTime()>=a.getTime()?null:m}_previous(e,t){let n=this._toMs(e??new Date);if(t.stopAt&&n>t.stopAt.getTime()&&(n=t.stopAt.getTime()),this._states.once)return this._states.once.getTime()<n?this._states.once:null;let r=this._findOccurrence(new c(new Date(n),this.getTz()),n,-1);return r===null||t.startAt&&r.getTime()<t.startAt.getTime()?null:r}_toMs(e){if(e instanceof Date)return e.getTime();let t=new c(e,this.getTz());return t.getTime()+(typeof t.tz=="string"?t.ms:0)}_findOccurrence(e,t,n,r=false){let a=this.options.interval??0;if(a>1&&(n===-1||r)){t+=(a-1)*1e3*n;let m=new Date(t);if(isNaN(m.getTime())||(e=new c(m,this.getTz()),!(e.year>=1&&e.year<=9999)))return null;r=false}let i=this._walk(e,t,n,r),o=this.getTz();if(this._states.pattern.isFixedTime&&n===1||typeof o=="number"||U(t,o)!==(n===1?"earlier":"later"))return i;let u=Math.floor(t/1e3)*1e3,l=n===1?k(u,u+P,o):k(u-P,u,o)-1e3;if(i&&(l-i.getTime())*n>0)return i;let h=this._walk(new c(new Date(l),o),l-n,n,false,true);return!i||!h?i??h:(i.getTime()-h.getTime())*n>0?h:i}_walk(e,t,n,r,a=false){let i=this._states.pattern,o=(l,h)=>n===1?l.increment(i,this.options,h):l.decrement(i,this.options,h),u=new c(e,this.getTz());for((!a||!u.match(i,this.options))&&(u=o(u,r));u;){let l=this._runAt(u,t,n);if(l)return new c(l,this.getTz());u=o(u,false)}return null}_runAt(e,t,n){let r=d=>(d.getTime()-t)*n>0,a=e.tz;if(typeof a=="number"){let d=e.getDate();return r(d)?d:null}let i=T(e.year,e.month+1,e.day,e.hour,e.minute,e.second,a),o=_(i),u=this._states.pattern.isFixedTime;if(o.kind==="single")return r(o.date)?o.date:null;if(o.kind==="ambiguous"){let{earlier:d,later:p}=o;return(u?[d]:n===1?[d,p]:[p,d]).find(r)??null}if(!u)return null;let l=new Date(k(o.before.getTime(),o.after.getTime(),a)),h=y(l,a);return h.y===i.y&&h.m===i.m&&h.d===i.d&&r(l)?l:null}_calculatePreviousRun(e,t){let n=new c(t,this.getTz()).getTime();if(e.getTime()>n)return;let r=this.options.interval*1e3,a=e;for(;a.getTime()+r<=n;){let i=this._findOccurrence(a,a.getTime(),1,true);if(i===null)break;a=i}return a}};var A=class{cron;cursor;now;done;initialMaxRuns;remainingRuns;constructor(e,t){this.cron=e,this.initialMaxRuns=e.runsLeft()??1/0,this.reset(t)}next(){if(this.done||this.remainingRuns<=0)return this.done=true,{value:void 0,done:true};let e=this.cron._nextTarget(this.cursor,this.now);return e===null?(this.done=true,{value:void 0,done:true}):(this.cursor=e,this.remainingRuns--,{value:e,done:false})}peek(){return this.done||this.remainingRuns<=0?null:this.cron._nextTarget(this.cursor,this.now)}reset(e){this.cursor=e instanceof Date?new Date(e.getTime()):e??void 0,this.now=new Date,this.done=false,this.remainingRuns=this.initialMaxRuns}[Symbol.iterator](){return this}};
// src/flow/cron/cron-expression.ts
var import_cronstrue = __toESM(require_cronstrue(), 1);
var NICKNAMES = /* @__PURE__ */ new Map([
  ["@hourly", "0 * * * *"],
  ["@daily", "0 0 * * *"],
  ["@midnight", "0 0 * * *"],
  ["@weekly", "0 0 * * 0"],
  ["@monthly", "0 0 1 * *"],
  ["@yearly", "0 0 1 1 *"],
  ["@annually", "0 0 1 1 *"]
]);
var LAST = [59, 59, 23, 31, 12, void 0];
var PART = /^(\*|\d{1,2}|[A-Za-z]{3})(?:-(\d{1,2}|[A-Za-z]{3}))?(?:\/(\d{1,2}))?$/;
var sixFields = (cron, hasSeconds) => {
  const nickname = NICKNAMES.get(cron.trim());
  const fields = (nickname ?? cron).trim().split(/\s+/);
  const all2 = hasSeconds && nickname === void 0 ? fields : ["0", ...fields];
  if (all2.length !== 6) return void 0;
  const read2 = all2.map((field, index) => readField(field, index));
  return read2.every((field) => field !== void 0) ? read2 : void 0;
};
var readField = (field, index) => {
  const parts = field.split(",").map((part) => readPart(part, LAST[index]));
  return parts.every((part) => part !== void 0) ? parts.join(",") : void 0;
};
var readPart = (part, last) => {
  const [, from, to, step] = PART.exec(part) ?? [];
  if (from === void 0) return void 0;
  if (step === void 0 || from === "*" || to !== void 0) return part;
  return last === void 0 ? void 0 : `${from}-${last}/${step}`;
};

// src/flow/cron/schedule-dates.ts
var MAX_SKIPPED_RUNS = 5;
var nextDate = (schedule, after2) => {
  const clock = clockOf(schedule.timezone);
  const cron = cronOf(schedule);
  if (clock === void 0 || cron === void 0 || isNearChange(clock, after2)) return void 0;
  let date2 = after2;
  for (let run = 0; run < MAX_SKIPPED_RUNS && date2 !== null; run += 1) {
    date2 = cron.nextRun(date2);
    if (date2 !== null && cron.match(date2)) return isNearChange(clock, date2) ? void 0 : date2;
  }
  return date2 === null ? "never" : void 0;
};
var DAY_START = /* @__PURE__ */ new Date("2025-12-31T23:59:59.999Z");
var isOfNoDay = (cron, withSeconds) => nextDate({ cron, withSeconds, timezone: "UTC" }, new Date(Date.UTC(2026, 0, 1))) === "never";
var isOfEachSecond = (cron) => {
  const runs = cronOf({ cron, withSeconds: true, timezone: "UTC" })?.nextRuns(60, DAY_START);
  const [first, last] = [runs?.[0], runs?.[59]];
  return first !== void 0 && last !== void 0 && last.getTime() - first.getTime() === 59e3;
};
var cronOf = ({ cron, withSeconds, timezone }, options = {}) => {
  const pattern = sixFields(cron, withSeconds)?.join(" ");
  if (pattern === void 0 || clockOf(timezone) === void 0) return void 0;
  try {
    return new j(pattern, { timezone, paused: true, ...options });
  } catch {
    return void 0;
  }
};
var HOUR_MS = 36e5;
var DAY_MS = 24 * HOUR_MS;
var UNPREDICTABLE = /* @__PURE__ */ new Set(["Africa/Casablanca", "Africa/El_Aaiun", "Morocco"]);
var clockOf = memoize((timeZone) => {
  if (UNPREDICTABLE.has(timeZone)) return void 0;
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    return (time2) => {
      const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(format.format(time2)) ?? [];
      return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -6e4 : 6e4);
    };
  } catch {
    return void 0;
  }
});
var isNearChange = (clock, time2) => clock(new Date(time2.getTime() - 3 * HOUR_MS)) !== clock(new Date(time2.getTime() + 3 * HOUR_MS));

// src/lint/rules/triggers/core-trigger.ts
var CORE5 = /^io\.kestra\.(?:plugin\.core\.(?:trigger|http)|core\.models\.triggers\.types)\.(\w+)$/;
var coreTrigger = ({ kind, type = "" }) => kind === "trigger" ? CORE5.exec(type)?.[1] : void 0;

// src/lint/rules/triggers/fires-each-second.ts
var fires_each_second_default = defineRule({
  codes: {
    "fires-each-second": {
      severity: "info",
      title: "A schedule that fires each second",
      why: "With `withSeconds` the first field of `cron` is the seconds, and `*` is every second.",
      fix: "Write `0` for once a minute, or do nothing if every second is intended.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              cron: "* */5 * * * *"
              withSeconds: true
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              cron: "0 */5 * * * *"
              withSeconds: true
        `
      }
    }
  },
  flow: (flow, known) => checkEachSecond(flow, known)
});
var checkEachSecond = (flow) => flow.nodes.flatMap((node2) => {
  const { cron, withSeconds } = node2.value;
  if (coreTrigger(node2) !== "Schedule" || !isTrue(withSeconds) || typeof cron !== "string") return [];
  if (neverRuns(flow.value, node2.path) || !isOfEachSecond(cron)) return [];
  const message = `"${cron}" begins an execution in each second of the minutes that it names.`;
  return [{ code: "fires-each-second", path: [...node2.path, "cron"], message }];
});

// src/lint/rule-finding.ts
var findingOf2 = (flow, finding) => ({ flow, ...finding });

// src/lint/rules/triggers/calls.ts
var callsOf = ({ file, document, nodes }) => {
  const flow = { file, document };
  const own2 = `${document.namespace}/${document.id}`;
  return findFlowReferences(document, nodes).flatMap(({ relation, namespace: namespace2, id, path }) => {
    const other = `${namespace2}/${id}`;
    if (relation === "flow-trigger") return [{ from: other, to: own2, relation, flow, path }];
    return other === own2 ? [] : [{ from: own2, to: other, relation, flow, path }];
  });
};

// src/lint/rules/triggers/flow-cycle.ts
var flow_cycle_default = defineRule({
  codes: {
    "flow-cycle": {
      ...problemCodes["flow-cycle"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: daily
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: call
              type: io.kestra.plugin.core.flow.Subflow
              namespace: company.team
              flowId: other
          ---
          id: other
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    }
  },
  tree: collectedByFlow(callsOf, (calls) => checkCycles(calls.flat()))
});
var checkCycles = (calls) => {
  const inCycles = reversed(withoutDeadEnds(reversed(withoutDeadEnds(calls))));
  const edges = Map.groupBy(inCycles, ({ from }) => from);
  const budget = { calls: MOST_CALLS_FOLLOWED };
  const done = /* @__PURE__ */ new Set();
  const found = [];
  for (const start of [...edges.keys()].toSorted()) {
    if (done.has(start)) continue;
    const cycle = shortestCycle(edges, start, budget);
    const [first] = cycle ?? edges.get(start) ?? [];
    if (cycle === void 0 && first !== void 0) return [...found, cycleProblem(first, SEARCH_STOPPED)];
    if (cycle === void 0 || !first) continue;
    for (const { to } of cycle) done.add(to);
    const message = `These flows start each other in a circle: ${[start, ...cycle.map(({ to }) => to)].map((name) => name.replace("/", ".")).join(" \u2192 ")}.`;
    found.push(cycleProblem(first, message));
  }
  return found;
};
var withoutDeadEnds = (edges) => {
  const outgoing = Map.groupBy(edges, ({ from }) => from);
  const incoming = Map.groupBy(edges, ({ to }) => to);
  const open2 = new Map([...outgoing].map(([name, list]) => [name, list.length]));
  const dead = [...incoming.keys()].filter((name) => !outgoing.has(name));
  for (const name of dead) {
    for (const { from } of incoming.get(name) ?? []) {
      const left = (open2.get(from) ?? 0) - 1;
      open2.set(from, left);
      if (left === 0) dead.push(from);
    }
  }
  const isDead = new Set(dead);
  return edges.filter(({ to }) => !isDead.has(to));
};
var reversed = (calls) => calls.map((call) => ({ ...call, from: call.to, to: call.from }));
var MOST_CALLS_FOLLOWED = 2e6;
var SEARCH_STOPPED = "The search for circles stopped here, because too many flows start each other. Break the reported circles, and run it again.";
var cycleProblem = ({ flow, path }, message) => findingOf2(flow, { code: "flow-cycle", path: [...path, "flowId"], message });
var shortestCycle = (edges, start, budget) => {
  const cameBy = /* @__PURE__ */ new Map();
  const queue = [start];
  for (const name of queue) {
    const calls = edges.get(name) ?? [];
    budget.calls -= calls.length;
    if (budget.calls < 0) return void 0;
    for (const edge of calls) {
      if (cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, edge);
      if (edge.to === start) return cycleTo(start, cameBy);
      queue.push(edge.to);
    }
  }
  return [];
};
var cycleTo = (start, cameBy) => {
  const cycle = [];
  let edge = cameBy.get(start);
  while (edge && cycle.at(-1)?.from !== start) {
    cycle.push(edge);
    edge = edge.from === start ? void 0 : cameBy.get(edge.from);
  }
  return cycle.toReversed();
};

// src/lint/rules/triggers/invalid-cron.ts
var invalid_cron_default = defineRule({
  codes: {
    "invalid-cron": {
      ...problemCodes["invalid-cron"],
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              cron: "0 25 * * *"
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              cron: "0 6 * * *"
        `
      }
    }
  },
  flow: (flow, known) => checkCron(flow, known)
});
var SCHEDULE = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.Schedule$/;
var FIELDS = [
  { name: "seconds", min: 0, max: 59 },
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12 },
  { name: "day of week", min: 0, max: 7 }
];
var checkCron = ({ nodes, version: version2 }) => nodes.flatMap(({ kind, type = "", value, path }) => {
  const { cron, withSeconds } = value;
  if (kind !== "trigger" || !SCHEDULE.test(type) || typeof cron !== "string") return [];
  const reason = cronFault(cron, isTrue(withSeconds));
  if (reason === void 0) return [];
  const severity = version2 === void 0 || isAtLeast(version2, 1, 0) ? "error" : "warning";
  return [
    { code: "invalid-cron", path: [...path, "cron"], message: `The cron expression "${cron}" ${reason}.`, severity }
  ];
});
var cronFault = (cron, hasSeconds) => {
  const parts = cron.trim().split(/\s+/);
  if (cron.trim() === "") return "is empty";
  if (cron.startsWith("@")) return NICKNAMES.has(cron) ? void 0 : "is not a nickname that Kestra knows";
  const wanted = hasSeconds ? FIELDS : FIELDS.slice(1);
  if (parts.length !== wanted.length) {
    return `has ${parts.length} ${parts.length === 1 ? "field" : "fields"}; ${wanted.length} are needed${hasSeconds ? " with seconds" : ""}`;
  }
  return wanted.flatMap((field, index) => parts[index]?.split(",").map((part) => fieldFault(field, part))).find((reason) => reason !== void 0);
};
var fieldFault = (field, part) => {
  const [, from, to, step] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
  const outside = [from, to].find(
    (text) => text !== void 0 && (Number(text) < field.min || Number(text) > field.max)
  );
  if (outside !== void 0) return `has ${outside} for ${field.name}; ${field.min} to ${field.max} are possible`;
  if (step !== void 0 && Number(step) > field.max)
    return `steps by ${step} through ${field.name}, of which there are ${field.max + 1 - field.min}`;
  if (from === void 0 || to === void 0 || field.name === "day of week") return void 0;
  return Number(from) > Number(to) ? `has the range ${from}-${to}, which runs backwards` : void 0;
};

// src/lint/rules/triggers/same-tool-name.ts
var same_tool_name_default = defineRule({
  codes: {
    "same-tool-name": {
      severity: "warning",
      title: "Two tools of one MCP server with one name",
      why: "Two triggers of type McpToolTrigger have the same `toolName` and the same `mcpServer`: an agent identifies a tool by its name only.",
      fix: "Give each tool a name of its own, or another `mcpServer`.",
      versions: "\u2265 2.0",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: report
            - id: second
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: report
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: report
            - id: second
              type: io.kestra.plugin.core.trigger.McpToolTrigger
              toolName: total
        `
      }
    }
  },
  tree: collectedByFlow(
    (flow) => mcpToolsOf(flow),
    (tools) => checkToolNames(tools.flat())
  )
});
var MCP_TOOL = "io.kestra.plugin.core.trigger.McpToolTrigger";
var mcpToolsOf = ({ file, document, value, nodes }) => nodes.filter(
  ({ kind, type, path }) => kind === "trigger" && type === MCP_TOOL && !isDisabled(value) && !neverRuns(value, path)
).flatMap(({ value: { toolName, mcpServer }, path }) => {
  if (typeof toolName !== "string") return [];
  return [{ file, document, key: `${plainText(mcpServer ?? "default")}/${toolName}`, path: [...path, "toolName"] }];
});
var checkToolNames = (tools) => [...Map.groupBy(tools, ({ key }) => key).values()].flatMap(
  ([first, ...others]) => others.map((tool) => {
    const message = `The flow "${first?.document.namespace}.${first?.document.id}" is a tool of the same name on the same MCP server.`;
    return findingOf2(tool, { code: "same-tool-name", path: tool.path, message });
  })
);

// src/lint/rules/triggers/same-webhook-key.ts
var same_webhook_key_default = defineRule({
  codes: {
    "same-webhook-key": {
      severity: "warning",
      title: "Two webhooks of a flow with one key",
      why: "Both have the same address, and the first answers every call. The second starts nothing.",
      fix: "Give it a key of its own.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.Webhook
              key: one
            - id: second
              type: io.kestra.plugin.core.trigger.Webhook
              key: one
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: first
              type: io.kestra.plugin.core.trigger.Webhook
              key: one
            - id: second
              type: io.kestra.plugin.core.trigger.Webhook
              key: two
        `
      }
    }
  },
  flow: (flow, known) => checkWebhookKeys(flow, known)
});
var checkWebhookKeys = ({ nodes }) => {
  const active = nodes.filter((node2) => {
    const { key, conditions, when: when2 } = node2.value;
    if (coreTrigger(node2) !== "Webhook" || typeof key !== "string" || key.includes("{{") || key.trim() === "")
      return false;
    return !isDisabled(node2.value) && conditions === void 0 && when2 === void 0;
  });
  return [...Map.groupBy(active, ({ value }) => value["key"]).values()].flatMap(([first, ...others]) => {
    const message = `The trigger "${first?.id}" has the same key, and answers all calls: this one starts nothing.`;
    return others.map(({ path }) => ({ code: "same-webhook-key", path: [...path, "key"], message }));
  });
};

// src/lint/rules/triggers/trigger-misses-input.ts
var trigger_misses_input_default = defineRule({
  codes: {
    "trigger-misses-input": {
      ...FAILS_WHEN_RUN,
      isDecidedByServer: true,
      title: "A trigger that cannot supply a required input",
      why: "A trigger starts executions on its own; without a value for a required input they fail, and 2.0 refuses a flow with a Schedule of this kind.",
      fix: "Set it under `inputs:` of the trigger, give the input `defaults`, or make it `required: false`.",
      versions: "\u2265 2.0 refuses a Schedule; all others will fail at run time",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              required: true
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              defaults: 5
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `
      }
    }
  },
  flow: (flow, known) => checkRequiredInputs(flow, known)
});
var MOST_NAMES = 20;
var checkRequiredInputs = (flow) => {
  const declared = flowInputs(flow.value);
  if (declared === void 0) return [];
  const starts = flow.nodes.filter((node2) => SELF_STARTING.has(coreTrigger(node2))).map((node2) => {
    const passed2 = isMapValue(node2.value["inputs"]) ? node2.value["inputs"] : {};
    return { node: node2, severity: severityOf(node2, flow.version), ...missingInputs(declared, passed2, MOST_NAMES) };
  }).filter(({ count }) => count > 0);
  const isOfInputs = ({ severity, count }) => severity === "warning" && count <= MOST_NAMES;
  return [
    ...inputFindings(flow, starts.filter(isOfInputs)),
    ...starts.filter((start) => !isOfInputs(start)).map(triggerFindings)
  ];
};
var SELF_STARTING = /* @__PURE__ */ new Set(["Schedule", "ScheduleOnDates", "Webhook", "Flow"]);
var severityOf = (node2, version2) => {
  if (coreTrigger(node2) === "Schedule" && isAtLeast(version2, 2, 0)) return "error";
  return isDisabled(node2.value) ? "info" : "warning";
};
var triggerFindings = ({ node: node2, severity, count, first }) => {
  const names = first.map((id) => `"${id}"`);
  const all2 = count > MOST_NAMES ? joined([...names, `${count - MOST_NAMES} more`]) : names.join(", ");
  const message = `The trigger "${node2.id}" starts the flow without its required ${count === 1 ? "input" : "inputs"} ${all2}.`;
  return { code: "trigger-misses-input", path: node2.path, message, severity };
};
var inputFindings = ({ value }, starts) => {
  const triggers = Map.groupBy(
    starts.flatMap(({ node: node2, first }) => first.map((input) => ({ input, trigger: `"${node2.id}"` }))),
    ({ input }) => input
  );
  return mapsIn(value["inputs"], ["inputs"]).flatMap(({ value: input, path }) => {
    const id = input["id"] ?? input["name"];
    const without = typeof id === "string" ? triggers.get(id) : void 0;
    if (without === void 0) return [];
    const triggerNames = joined(without.slice(0, MOST_NAMES).map(({ trigger }) => trigger));
    const label = without.length === 1 ? "the trigger" : "the triggers";
    const message = `The input "${id}" is required, and ${label} ${triggerNames} ${without.length === 1 ? "starts" : "start"} the flow without it.`;
    const key = input["required"] === void 0 ? "id" : "required";
    return [{ code: "trigger-misses-input", path: [...path, key], message, severity: "warning" }];
  });
};

// src/lint/rules/triggers/flow-triggers.ts
var isNeverTrue = (condition, flow) => {
  if (condition === false) return true;
  if (typeof condition !== "string") return false;
  if (condition.trim() === "false") return true;
  const whole = wholeExpression(condition);
  const flowProperty = ({ of, name, values }) => {
    if (of.kind !== "variable" || of.name !== "flow" || values !== void 0) return void 0;
    const key = literalText(name);
    return key === "id" || key === "namespace" ? flow[key] : void 0;
  };
  return whole !== void 0 && constantValue(whole, flowProperty) === false;
};
var needsEach = ({ mode, minSatisfied }) => mode === void 0 && minSatisfied === void 0;

// src/lint/rules/triggers/check-when.ts
var checkWhen = (flow) => flow.nodes.filter((node2) => coreTrigger(node2) === "Flow" && !neverRuns(flow.value, node2.path)).flatMap(whenTexts).flatMap(({ consequence, ...text }) => {
  const parsed = text.text.includes("{") ? parsePebble(text.text) : void 0;
  if (parsed === void 0 || "says" in parsed) return [];
  return readNames({ text: text.text, template: parsed }).flatMap((name) => {
    const isSkipped = name.isGuarded || name.isConditional && MAY_SKIP.test(text.text);
    const missing3 = isSkipped ? void 0 : missingIn(name, consequence);
    return missing3 === void 0 ? [] : [findingIn(flow, text, { ...missing3, start: name.start })];
  });
});
var MAY_SKIP = /\bor\b|\?|\{%/;
var whenTexts = ({ value, path }) => {
  const ofEntry = needsEach(value) ? NEVER_FIRES : "this entry never starts the flow";
  const entries = mapsIn(value["dependsOn"], [...path, "dependsOn"]).map((entry) => ({
    ...entry,
    consequence: ofEntry
  }));
  return [{ value, path, consequence: NEVER_FIRES }, ...entries].flatMap(
    ({ value: { when: when2 }, path: at, consequence }) => typeof when2 === "string" ? [{ text: when2, path: [...at, "when"], consequence }] : []
  );
};
var NEVER_FIRES = "the trigger never fires";
var NOT_IN_WHEN = /* @__PURE__ */ new Set([
  "outputs",
  "trigger",
  "namespace",
  "taskrun",
  "task",
  "tasks",
  "item"
]);
var INSTEAD = {
  namespace: "Write `flow.namespace`: `flow` is the flow that the trigger listens to.",
  "execution.namespace": "Write `flow.namespace`: `flow` is the flow that the trigger listens to.",
  "trigger.namespace": "Write `flow.namespace`: `flow` is the flow that the trigger listens to.",
  flowId: "Write `flow.id`: `flow` is the flow that the trigger listens to.",
  "execution.flowId": "Write `flow.id`: `flow` is the flow that the trigger listens to.",
  "trigger.flowId": "Write `flow.id`: `flow` is the flow that the trigger listens to.",
  state: "Name the states in `states` of the trigger or of the entry.",
  "trigger.state": "Name the states in `states` of the trigger or of the entry.",
  outputs: "Compare `trigger.outputs` in `runIf` of the tasks.",
  "trigger.outputs": "Compare `trigger.outputs` in `runIf` of the tasks."
};
var missingIn = ({ root, names: [first], end }, consequence) => {
  const below = first && `${root}.${first.name}`;
  const isUnknown = first !== void 0 && CONTEXT_PROPERTIES.get(root)?.includes(first.name) === false;
  if (!isUnknown && !NOT_IN_WHEN.has(root) && CONTEXT_ROOTS.has(root)) return void 0;
  const isBelow = below !== void 0 && (isUnknown || root === "trigger");
  const name = isBelow ? below : root;
  const message = `\`when\` of a Flow trigger has no \`${name}\`: ${consequence}.`;
  const hint = INSTEAD[below ?? ""] ?? INSTEAD[root];
  return { code: "trigger-never-fires", message, hint, end: isBelow && first ? first.end : end };
};

// src/lint/rules/triggers/trigger-never-fires.ts
var trigger_never_fires_default = defineRule({
  codes: {
    "trigger-never-fires": {
      severity: "warning",
      title: "A trigger that never starts its flow",
      why: "It waits for a date that does not exist, for a state that it never receives, for two conditions that exclude each other, or for a condition that is never true. Or its `when` reads an unknown name, which only the log of the server shows. Or it is a webhook with a blank key.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
              key: " "
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
              key: "key"
        `
      }
    }
  },
  flow: (flow, known) => [...checkNeverFires(flow, known), ...checkWhen(flow, known)]
});
var checkNeverFires = (flow) => flow.nodes.flatMap((node2) => {
  const type = coreTrigger(node2);
  if (type === void 0 || neverRuns(flow.value, node2.path)) return [];
  return [
    ...type === "Schedule" ? impossibleDate(node2) : [],
    ...type === "Webhook" ? blankKey(flow, node2) : [],
    ...type === "Flow" ? [...unheardStates(node2), ...excludedBy(node2)] : [],
    ...neverTrue(flow, node2)
  ].map((finding) => ({ code: "trigger-never-fires", ...finding }));
});
var impossibleDate = ({ value: { cron, withSeconds }, path }) => typeof cron === "string" && isOfNoDay(cron, isTrue(withSeconds)) ? [{ path: [...path, "cron"], message: `No month has the days of "${cron}": the schedule never fires.` }] : [];
var blankKey = ({ version: version2 }, { value: { key }, path }) => {
  if (typeof key !== "string" || key.trim() !== "") return [];
  const at = { path: [...path, "key"], hint: "Write a key." };
  if (version2 === void 0 || !isAtLeast(version2, 2, 0))
    return [{ ...at, message: "A webhook with a blank key can never be called." }];
  const message = "Kestra 2.0 refuses a blank `key`.";
  return [{ ...at, code: "missing-property", message, part: key === "" ? "key" : "value" }];
};
var unheardStates = ({ value: { states }, path }) => {
  if (!Array.isArray(states) || states.length === 0 || !states.every((state) => state === "CREATED")) return [];
  const message = `A Flow trigger does not hear executions in the state ${joined(states.map(String))}: it never fires.`;
  return [{ path: [...path, "states", 0], message }];
};
var EXPRESSION = /^io\.kestra\.(?:plugin\.core\.condition\.Expression|core\.models\.conditions\.types\.VariableCondition)$/;
var neverTrue = (flow, node2) => {
  const { document } = flow;
  const conditions = mapsIn(node2.value["conditions"], [...node2.path, "conditions"]).filter((condition) => EXPRESSION.test(plainText(condition.value["type"]))).map(({ value: { expression }, path }) => ({
    expression,
    at: [...path, "expression"],
    flows: [document],
    isOfMany: false
  }));
  return [...conditions, ...whenConditions(flow, node2)].filter(({ expression, flows }) => flows.every((each) => isNeverTrue(expression, each))).map(({ at, isOfMany }) => {
    const consequence = isOfMany ? "this entry never starts the flow" : "the trigger never fires";
    return { path: at, message: `This is never true: ${consequence}.` };
  });
};
var whenConditions = ({ document }, node2) => {
  const { value, path } = node2;
  const own2 = { expression: value["when"], at: [...path, "when"], isOfMany: false };
  if (coreTrigger(node2) !== "Flow") return [{ ...own2, flows: [document] }];
  const entries = mapsIn(value["dependsOn"], [...path, "dependsOn"]).map(({ value: { when: when2, ...entry }, path: at }) => ({
    expression: when2,
    at: [...at, "when"],
    flows: [{ id: plainName(entry["flowId"]), namespace: plainName(entry["namespace"]) }],
    isOfMany: !needsEach(value)
  }));
  const all2 = entries.flatMap(({ flows }) => flows);
  return [{ ...own2, flows: all2.length === 0 ? [UNKNOWN_FLOW] : all2 }, ...entries];
};
var UNKNOWN_FLOW = { id: void 0, namespace: void 0 };
var plainName = (name) => typeof name === "string" && !isTemplate(name) ? name : void 0;
var CONDITION = /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.(\w+?)(?:Condition)?$/;
var BY_DEFAULT = ["SUCCESS", "WARNING", "FAILED", "KILLED", "CANCELLED", "RETRIED", "SKIPPED", "PAUSED"];
var excludedBy = ({ value, path }) => {
  const conditions = mapsIn(value["conditions"], [...path, "conditions"]).flatMap((condition) => {
    const [, name] = CONDITION.exec(plainText(condition.value["type"])) ?? [];
    return name === void 0 ? [] : [{ ...condition, name }];
  });
  const onFlows = heardFlows(value, path).flatMap((each) => excludedFlowStates(value["states"], each));
  return [...excludedStates(value["states"], conditions), ...onFlows, ...twoFlows(conditions)];
};
var excludedStates = (states, conditions) => {
  let left = textsOf(states) ?? BY_DEFAULT;
  for (const { name, value, path } of conditions) {
    if (name !== "ExecutionStatus") continue;
    const [wanted, unwanted] = [textsOf(value["in"]), textsOf(value["notIn"])];
    const before = left;
    left = left.filter((state) => (wanted?.includes(state) ?? true) && !(unwanted?.includes(state) ?? false));
    if (left.length > 0) continue;
    const key = wanted === void 0 ? "notIn" : "in";
    return [{ path: [...path, key, 0], message: excludes(before) }];
  }
  return [];
};
var heardFlows = (trigger, path) => {
  const { preconditions, dependsOn: dependsOn2 } = trigger;
  if (!needsEach(trigger)) return [];
  const preconditionFlows = isMapValue(preconditions) ? preconditions["flows"] : void 0;
  return [
    ...mapsIn(preconditionFlows, [...path, "preconditions", "flows"]),
    ...mapsIn(dependsOn2, [...path, "dependsOn"])
  ];
};
var excludedFlowStates = (states, { value, path }) => {
  const [own2, wanted] = [textsOf(states) ?? BY_DEFAULT, textsOf(value["states"])];
  if (wanted === void 0 || wanted.some((state) => own2.includes(state))) return [];
  return [{ path: [...path, "states", 0], message: excludes(own2) }];
};
var excludes = (heard) => `The trigger hears executions in the state ${heard.join(", ")} alone, which this excludes: it never fires.`;
var twoFlows = (conditions) => {
  const [first, ...others] = conditions.filter(({ name }) => name === "ExecutionFlow");
  const other = others.find(
    ({ value }) => isOther(value["flowId"], first?.value["flowId"]) || isOther(value["namespace"], first?.value["namespace"])
  );
  if (other === void 0) return [];
  const message = "No execution is of two flows: all conditions of a trigger must hold, so it never fires.";
  return [{ path: [...other.path, "flowId"], message, hint: "Use one trigger for each flow, or a condition `Or`." }];
};
var isOther = (a, b2) => typeof a === "string" && typeof b2 === "string" && a !== b2 && !a.includes("{") && !b2.includes("{");
var textsOf = (list) => Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === "string") ? list : void 0;

// src/lint/rules/triggers/heard-outputs.ts
var heardFlows2 = ({ document, nodes }, { path, value }, known) => {
  const isHeard = (mention2) => isAtOrBelow(mention2.path, path);
  const heard = findFlowReferences(document, nodes).filter(isHeard);
  if (heard.length === 0 || findFlowMentions(document, nodes).filter(isHeard).length !== heard.length) return void 0;
  const flows = heard.flatMap(({ namespace: namespace2, id }) => {
    const outputs = known.flowOf(namespace2, id)?.outputs;
    return outputs === void 0 ? [] : [{ namespace: namespace2, id, outputs }];
  });
  return flows.length === heard.length ? { flows, isOfLast: value["dependsOn"] !== void 0 } : void 0;
};
var missingOutput2 = (name, heard) => {
  if (!heard.every((each) => each !== void 0)) return void 0;
  const flows = heard.flatMap((each) => each.flows);
  const ofLast = heard.filter((each) => each.isOfLast);
  const having = flows.filter(({ outputs }) => outputs.has(name));
  if (having.length === 0) {
    const earlier = ofLast.some(
      (each) => each.flows.length > 1 && each.flows.some(({ namespace: namespace2 }) => namespace2 === name)
    );
    const near = closestWord(
      name,
      flows.flatMap(({ outputs }) => [...outputs])
    );
    return earlier ? {
      code: "uncertain-trigger-value",
      message: `\`trigger.outputs['${name}']\` exists only if the flows end in a certain order.`
    } : {
      code: "unknown-trigger-value",
      message: `No flow that the trigger listens to has an output "${name}".`,
      hint: didYouMean(near && `trigger.outputs.${near}`)
    };
  }
  const mixed = ofLast.find((each) => each.flows.some((flow) => having.includes(flow)));
  const lacking = mixed?.flows.find(({ outputs }) => !outputs.has(name));
  if (lacking === void 0) return void 0;
  const last = `${lacking.namespace}.${lacking.id}`;
  return {
    code: "uncertain-trigger-value",
    message: `Where the flow "${last}" ends last, there is no \`trigger.outputs.${name}\`.`
  };
};

// src/lint/rules/triggers/trigger-reads-run.ts
var trigger_reads_run_default = defineRule({
  codes: {
    "trigger-reads-run": {
      ...FAILS_WHEN_RUN,
      title: "An input of a trigger that reads a value of the execution",
      why: "Kestra renders the inputs of a trigger before the execution exists. At that time a schedule has no `outputs`, `inputs`, `execution`, `taskrun` and `trigger.date`, a webhook has no `outputs`, and a Flow trigger only has `trigger.outputs`. Rendering fails: no execution starts, or one that has failed.",
      fix: "Read it in a task, or write a value that is known before the execution.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                who: "{{ outputs.said.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                who: "{{ flow.id }}"
        `
      }
    }
  },
  flow: (flow, known) => checkTriggerInputs(flow, known)
});
var checkTriggerInputs = (flow, known) => {
  const declared = flowInputs(flow.value);
  return flow.nodes.flatMap((node2) => {
    const { inputs } = node2.value;
    const type = coreTrigger(node2);
    if (type === void 0 || !isMapValue(inputs)) return [];
    const found = [
      ...declared === void 0 ? [] : passed(flow, node2, { declared, inputs }),
      ...readFindings(flow, node2, type === "Flow" ? heardFlows2(flow, node2, known) : void 0)
    ];
    return found.map((finding) => ({ ...finding, ...infoWhereIdle(flow, node2.path) }));
  });
};
var passed = ({ version: version2 }, { path }, { declared, inputs }) => {
  const given = { values: inputs, path: [...path, "inputs"], whose: "the flow" };
  const unknownNameMessage = (name) => `The flow has no input "${name}", which this trigger passes.`;
  return [...checkPassedNames(given, declared.byId, unknownNameMessage), ...checkPassed(given, declared.byId, version2)];
};
var EXECUTION_ROOTS = /* @__PURE__ */ new Set(["outputs", "inputs", "execution", "taskrun"]);
var DATE_PROPERTIES = /* @__PURE__ */ new Set(["date", "next", "previous"]);
var isMissingInSchedule = ({ root, names: [first] }) => EXECUTION_ROOTS.has(root) || root === "trigger" && DATE_PROPERTIES.has(first?.name);
var MISSING = {
  Schedule: isMissingInSchedule,
  ScheduleOnDates: isMissingInSchedule,
  Webhook: ({ root }) => root === "outputs",
  Flow: ({ root, names: [first] }) => root === "trigger" && first !== void 0 && first.name !== "outputs"
};
var readFindings = (flow, node2, heard) => textsIn(node2.value["inputs"]).flatMap(({ text, path: below }) => {
  const path = [...node2.path, "inputs", ...below];
  const parsed = text.includes("{{") ? parsePebble(text) : void 0;
  if (parsed === void 0 || "says" in parsed) return [];
  return readNames({ text, template: parsed }).flatMap((name) => {
    const isSkipped = name.isGuarded || name.isOfGitHub;
    const reported2 = isSkipped ? void 0 : missingIn2(coreTrigger(node2) ?? "", name, heard);
    return reported2 === void 0 ? [] : [findingIn(flow, { text, path }, { ...reported2, start: name.start })];
  });
});
var missingIn2 = (type, name, heard) => {
  const { root, names, end } = name;
  const [first, second] = names;
  if (type === "Flow" && root === "trigger" && first?.name === "outputs" && second !== void 0) {
    const output = missingOutput2(second.name, [heard]);
    return output && { ...output, end: second.end };
  }
  const isMissing = Object.hasOwn(MISSING, type) && MISSING[type]?.(name) === true;
  const variable = root === "trigger" ? `trigger.${first?.name}` : root;
  const message = `Kestra renders the inputs of a trigger before the execution exists, so there is no \`${variable}\`.`;
  return isMissing ? { code: "trigger-reads-run", message, end: first?.end ?? end } : void 0;
};

// src/lint/rules/triggers/unknown-trigger-value.ts
var unknown_trigger_value_default = defineRule({
  codes: {
    "unknown-trigger-value": {
      ...FAILS_WHEN_RUN,
      title: "A value of the trigger that nothing provides",
      why: "`{{ trigger.name }}` reads a value that no trigger of the flow provides, or an output that no flow of its Flow trigger has. Kestra stores the flow; the expression fails.",
      fix: "Correct the name, or write `{{ trigger.name ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ execution.startDate }}"
        `
      }
    },
    "uncertain-trigger-value": {
      ...FAILS_WHEN_RUN,
      title: "A value of the trigger that is missing if something else starts the flow",
      why: "One trigger of the flow provides `{{ trigger.name }}` and another does not, or a flow of this tree calls it: executions without the value fail. On 2.x a Flow trigger for several flows provides the outputs of the one that ended last. An output that only one of them has is missing if another ends last. It is not reported if the task depends on a condition.",
      fix: "Write `{{ trigger.name ?? '' }}`, or pass the value as an input.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date ?? now() }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `
      }
    },
    "trigger-value-by-hand": {
      severity: "info",
      title: "A value of the trigger that is missing if a person starts the flow",
      why: "An execution that a person starts, in the UI or with the API, has no `trigger`, so Kestra cannot render `{{ trigger.name }}`. It is reported once per flow, at the first place, and not if the task depends on a condition. With `strict` it stays an info.",
      fix: "Write `{{ trigger.name ?? '' }}` if people also start the flow.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date ?? now() }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
        `
      }
    }
  },
  tree: collectedByFlow(
    (flow, known) => ({ reads: triggerReadsOf(flow, known), calls: callsOf(flow) }),
    (all2) => checkTriggerValues(
      all2.flatMap(({ reads }) => reads ?? []),
      all2.flatMap(({ calls }) => calls)
    )
  )
});
var PROVIDED = {
  Schedule: ["date", "next", "previous"],
  ScheduleOnDates: ["date", "next", "previous"],
  Webhook: ["body", "headers", "parameters", "uri", "parts", "formFields"],
  Flow: [
    "executionId",
    "executionLabels",
    "namespace",
    "flowId",
    "flowRevision",
    "state",
    "outputs",
    "startDate",
    "endDate",
    "firstFailedTaskId",
    "lastTaskId"
  ],
  Trigger: ["body", "code", "encryptedBody", "formData", "headers", "uri"]
};
var providedNames = (node2) => {
  const type = coreTrigger(node2);
  const names = type !== void 0 && Object.hasOwn(PROVIDED, type) ? PROVIDED[type] : void 0;
  return names && new Set(names);
};
var PROVIDED_BY_CALL = new Set(
  "executionId namespace flowId flowRevision taskId taskRunId iteration".split(" ")
);
var triggerReadsOf = (flow, known) => {
  if (!flow.document.source.includes("trigger")) return void 0;
  const { triggers = [] } = flow.value;
  if (!Array.isArray(triggers) || !triggers.every(isMapValue)) return void 0;
  const all2 = flow.texts.filter(({ seesExecution }) => seesExecution).flatMap((text) => readNames(text).map((name) => ({ text, name }))).filter(({ name }) => name.root === "trigger" && !name.isOfGitHub);
  const guarded = new Set(all2.filter(({ name }) => name.isGuarded).map(({ name }) => name.names[0]?.name));
  if (guarded.has(void 0)) return void 0;
  const reads = all2.flatMap(({ text: { path, text }, name: { start, names } }) => {
    const [first, second] = names;
    if (first === void 0 || guarded.has(first.name) || neverRuns(flow.value, path)) return [];
    const end = first.name === "outputs" ? second?.end ?? first.end : first.end;
    const position = flow.placeOf({ path, offset: start, written: text.slice(start, end) });
    return [{ path, position, name: first.name, below: second?.name, isConditional: dependsOnCondition(flow, path) }];
  });
  const nodes = flow.nodes.filter(({ kind }) => kind === "trigger");
  return reads.length === 0 ? void 0 : { flow, reads, triggers: nodes.map((node2) => startOf(flow, node2, known)) };
};
var BRANCHES = /* @__PURE__ */ new Set(["then", "else", "cases", "defaults", "errors", "finally", "afterExecution"]);
var dependsOnCondition = ({ nodes }, path) => path.some((step) => BRANCHES.has(step)) || nodes.some(({ value, path: above }) => value["runIf"] !== void 0 && isAtOrBelow(path, above));
var startOf = (flow, node2, known) => ({
  label: `the trigger "${node2.id}"`,
  provides: providedNames(node2),
  heard: coreTrigger(node2) === "Flow" ? heardFlows2(flow, node2, known) : void 0,
  isOff: isDisabled(node2.value)
});
var checkTriggerValues = (flows, calls) => {
  const callers = Map.groupBy(calls.filter(isCall), ({ to }) => to);
  return flows.flatMap((reads) => {
    const { namespace: namespace2, id } = reads.flow.document;
    const starts = [...reads.triggers, ...(callers.get(`${namespace2}/${id}`) ?? []).map(callAsStart)];
    return readProblems(reads, starts);
  });
};
var readProblems = ({ flow, triggers, reads }, starts) => {
  const checked = reads.map((read2) => ({ read: read2, fault: missing2(read2, starts) }));
  const problems = checked.flatMap(
    ({ read: { path: path2, position: position2 }, fault }) => fault === void 0 ? [] : [findingOf2(flow, { ...fault, path: path2, position: position2 })]
  );
  const others = checked.filter(({ read: read2, fault }) => fault === void 0 && !read2.isConditional);
  const [first] = others;
  if (first === void 0 || triggers.length === 0) return problems;
  const { path, position } = first.read;
  const names = [...new Set(others.map(({ read: { name } }) => `\`trigger.${name}\``))];
  const message = `An execution that a person starts has no ${joined(names)}.`;
  return [...problems, findingOf2(flow, { code: "trigger-value-by-hand", message, path, position })];
};
var isCall = ({ relation, flow, path }) => relation !== "flow-trigger" && !(isMapValue(flow.document.value) && neverRuns(flow.document.value, path));
var callAsStart = ({ from, relation }) => ({
  label: `the flow "${from.replace("/", ".")}"`,
  provides: relation === "subflow" ? PROVIDED_BY_CALL : void 0,
  heard: void 0,
  isOff: false
});
var missing2 = (read2, starts) => {
  const { name, below } = read2;
  const providing = starts.filter(({ provides }) => provides === void 0 || provides.has(name));
  const lacking = starts.filter((start) => !start.isOff && !providing.includes(start));
  if (providing.length === 0) return unknownProperty2(name, starts);
  const heard = providing.map((start) => start.heard);
  const output = name === "outputs" && below !== void 0 ? missingOutput2(below, heard) : void 0;
  if (output?.code === "unknown-trigger-value" || output !== void 0 && !read2.isConditional) return output;
  if (lacking.length === 0 || read2.isConditional) return void 0;
  const starters = joined([...new Set(lacking.map(({ label }) => label))].slice(0, 3));
  const message = `Where ${starters} ${lacking.length === 1 ? "starts" : "start"} the flow, there is no \`trigger.${name}\`.`;
  return { code: "uncertain-trigger-value", message };
};
var unknownProperty2 = (name, starts) => {
  const code = "unknown-trigger-value";
  if (starts.length === 0)
    return PROVIDED_BY_CALL.has(name) ? void 0 : { code, message: `The flow has no trigger, so there is no \`trigger.${name}\`.` };
  const names = new Set(starts.flatMap(({ provides = [] }) => [...provides]));
  const near = closestWord(name, names);
  const message = `Nothing that starts the flow provides \`trigger.${name}\`.`;
  const all2 = `It provides ${joined([...names].toSorted().map((each) => `\`${each}\``))}.`;
  return { code, message, hint: didYouMean(near && `trigger.${near}`) ?? all2 };
};

// src/flow/plugin-defaults.ts
var pluginDefaultsOf = (flow) => ["pluginDefaults", "taskDefaults"].flatMap(
  (section) => mapsIn(isMapValue(flow) ? flow[section] : void 0, [section]).flatMap(
    ({ value: { type, values, forced }, path }) => typeof type === "string" && isMapValue(values) ? [{ type, values, isForced: isTrue(forced), path }] : []
  )
);
var isDefaultFor = ({ type: of }, type) => type.startsWith(of) || coreName(type).startsWith(coreName(of));

// src/flow/removed-types.ts
var CORE6 = "io.kestra.plugin.core.";
var KESTRA = "io.kestra.plugin.kestra.";
var use = (type, more = "") => `Use \`${type}\`${more}.`;
var LOOP = use(`${CORE6}flow.Loop`);
var AUTH = ' of the plugin "kestra", which needs `auth`';
var REPLACED = /* @__PURE__ */ new Map([
  ["debug.Echo", use(`${CORE6}log.Log`, ", with `message` instead of `format`")],
  ["execution.Count", use(`${KESTRA}executions.Count`, AUTH)],
  ["execution.Resume", use(`${KESTRA}executions.Resume`, AUTH)],
  ["trigger.Toggle", use(`${KESTRA}triggers.Toggle`, AUTH)],
  ["log.Fetch", use(`${KESTRA}logs.Fetch`, AUTH)],
  ["flow.ForEach", LOOP],
  ["flow.EachSequential", LOOP],
  ["flow.EachParallel", use(`${CORE6}flow.Loop`, " with `concurrencyLimit`")],
  ["flow.ForEachItem", use(`${CORE6}flow.Loop`, " with a Subflow task")],
  ["flow.Template", use(`${CORE6}flow.Subflow`, ", with `flowId` instead of `templateId`")],
  ["state.Get", use(`${CORE6}kv.Get`, ", with `key` instead of `name`")],
  ["state.Set", use(`${CORE6}kv.Set`, ", with `key` and `value` instead of `name` and `data`")],
  ["state.Delete", use(`${CORE6}kv.Delete`, ", with `key` instead of `name`")],
  ["storage.LocalFiles", use(`${CORE6}flow.WorkingDirectory`, ", with `inputFiles` and `outputFiles`")],
  ["storage.Purge", use(`${CORE6}execution.PurgeExecutions`)],
  ["storage.PurgeExecution", use(`${CORE6}storage.PurgeCurrentExecutionFiles`)]
]);
var when = (expression) => `Use \`when: "{{ ${expression} }}"\` of the trigger.`;
var dependsOn = (what) => `Use an entry of \`dependsOn\` with ${what}.`;
var CONDITIONS3 = /* @__PURE__ */ new Map([
  [
    "DateTimeBetween",
    when(
      "(trigger.date | timestamp) > ('<after>' | timestamp) and (trigger.date | timestamp) < ('<before>' | timestamp)"
    )
  ],
  ["DayWeek", when("dayOfWeek(trigger.date) == '<day>'")],
  ["DayWeekInMonth", when("isDayWeekInMonth(trigger.date, '<day>', '<FIRST to LAST>')")],
  ["ExecutionFlow", dependsOn("`namespace` and `flowId`")],
  ["ExecutionLabels", dependsOn("`labels`")],
  ["ExecutionNamespace", dependsOn("`namespace`, or with `when` and `startsWith`")],
  [
    "ExecutionOutputs",
    `${dependsOn("`namespace` and `flowId`")} Its \`when\` does not see \`outputs\`: compare \`trigger.outputs\` in \`runIf\` of the tasks.`
  ],
  ["ExecutionStatus", dependsOn("`states`")],
  ["Expression", "Use its expression as `when` of the trigger."],
  ["FlowCondition", dependsOn("`namespace` and `flowId`")],
  ["FlowNamespaceCondition", dependsOn("`namespace`, or with `when` and `startsWith`")],
  ["HasRetryAttempt", `${dependsOn("`namespace` and `flowId`")} Its \`when\` does not see \`hasRetryAttempt\`.`],
  ["MultipleCondition", "Use `dependsOn` of the trigger, one entry for each flow, and `window`."],
  ["Not", "Use `not` in `when`."],
  ["Or", "Use `or` in `when`; for several flows use `mode: ANY`."],
  ["PublicHoliday", when("isPublicHoliday(trigger.date, '<country>')")],
  ["TimeBetween", when("hourOfDay(trigger.date) >= 8 and hourOfDay(trigger.date) < 17")],
  ["Weekend", when("isWeekend(trigger.date)")]
]);
var SCRIPTS2 = /* @__PURE__ */ new Map([
  ["Bash", use("io.kestra.plugin.scripts.shell.Commands")],
  ["Node", use("io.kestra.plugin.scripts.node.Commands")],
  ["Python", use("io.kestra.plugin.scripts.python.Commands")]
]);
var PACKAGES = /* @__PURE__ */ new Map([
  ["tasks.debugs", "debug"],
  ["tasks.executions", "execution"],
  ["tasks.flows", "flow"],
  ["tasks.log", "log"],
  ["tasks.states", "state"],
  ["tasks.storages", "storage"],
  ["tasks.templating", "templating"],
  ["tasks.trigger", "trigger"],
  ["models.triggers.types", "trigger"]
]);
var RENAMED = /* @__PURE__ */ new Map([
  ["execution.Counts", "execution.Count"],
  ["flow.Flow", "flow.Subflow"],
  ["flow.WaitFor", "flow.LoopUntil"],
  ["flow.Worker", "flow.WorkingDirectory"]
]);
var OLD_NAME = /^io\.kestra\.core\.(tasks\.\w+|models\.triggers\.types)\.(\w+)$/;
var CONDITION2 = /^io\.kestra\.(?:plugin\.core\.condition|core\.models\.conditions\.types)\.(\w+)$/;
var currentType = (type) => {
  const [, place = "", name = ""] = OLD_NAME.exec(type) ?? [];
  const folder = PACKAGES.get(place);
  if (folder === void 0) return type;
  const current = `${folder}.${name}`;
  return CORE6 + (RENAMED.get(current) ?? current);
};
var GIT_DASHBOARDS = /^io\.kestra\.plugin\.git\.((?:Sync|Push)Dashboards)$/;
var replacementOf = (type) => {
  const [, ofDashboards] = GIT_DASHBOARDS.exec(type) ?? [];
  if (ofDashboards !== void 0) return use(`io.kestra.plugin.ee.git.${ofDashboards}`, " of the Enterprise Edition");
  const condition = CONDITION2.exec(type)?.[1];
  if (condition !== void 0) return replacementOfCondition(condition);
  const current = currentType(type);
  const replaced = current.startsWith(CORE6) ? REPLACED.get(current.slice(CORE6.length)) : void 0;
  if (replaced !== void 0) return replaced;
  if (current !== type) return `Write \`${current}\`.`;
  const [, place, name = ""] = OLD_NAME.exec(type) ?? [];
  if (place === void 0) return void 0;
  return place === "tasks.scripts" ? SCRIPTS2.get(name) ?? PLUGIN : PLUGIN;
};
var PLUGIN = "It was removed from the core: use the task of the plugin that provides it now.";
var replacementOfCondition = (name) => CONDITIONS3.get(name) ?? CONDITIONS3.get(shortName(name)) ?? "Use `when` of the trigger.";
var shortName = (name) => name === "VariableCondition" ? "Expression" : name.replace(/Condition$/, "");

// src/lint/rules/upgrade/binary-reads.ts
var WRITES_ION = /^io\.kestra\.plugin\.(?:core\.storage\.(?:FilterItems|DeduplicateItems)|serdes\.\w+\.\w+ToIon|jdbc(?:\.\w+)+\.Quer(?:y|ies)|(?:scripts|graalvm)\.\w+\.FileTransform)$/;
var binaryReads = (flow) => {
  const writers = new Set(flow.nodes.flatMap(({ id, type = "" }) => WRITES_ION.test(currentType(type)) ? [id] : []));
  if (writers.size === 0) return [];
  return flow.texts.flatMap(
    (text) => (text.template?.tags ?? []).flatMap(({ name, value }) => {
      if (name === "set") return [];
      const parts = partsIn(value).filter(isInvocation);
      const guards = parts.filter((part) => part.name === "fromIon" || part.kind === "test");
      const guarded = new Set(guards.flatMap(({ input, given }) => [input, ...given.map((each) => each.value)]));
      return parts.filter((part) => readsAny(part, writers) && !guarded.has(part)).map((part) => binaryRead(flow, text, part));
    })
  );
};
var binaryRead = (flow, text, { start, end }) => {
  const message = "Kestra 2.0 stores this result as binary Ion, and `read` answers bytes instead of its text.";
  const hint = "Write `fromIon(read(\u2026))`, with `allRows=true` for all rows; 1.x also accepts it.";
  const severity = flow.version === void 0 ? void 0 : "warning";
  return findingIn(flow, text, { code: "changes-on-2", message, hint, severity, start, end });
};
var readsAny = ({ kind, name, given: [first] }, ids) => kind === "function" && name === "read" && first !== void 0 && isUriOf(first.value, ids);
var isUriOf = (value, ids) => {
  const [read2] = readsIn(value);
  const names = namedSteps(read2?.steps ?? []).map(({ name }) => name);
  return value.kind === "attribute" && read2?.of.kind === "variable" && read2.of.name === "outputs" && ids.has(names[0]) && names.at(-1) === "uri";
};

// src/lint/rules/upgrade/changes-on-2.ts
var changes_on_2_default = defineRule({
  codes: {
    "changes-on-2": {
      severity: "info",
      title: "A task or expression that Kestra 2.0 runs differently",
      why: "A task whose plugin for 2.0 has another default or needs credentials that 1.x does not ask for, or an expression that reads a result of Ion as text, which is binary on 2.0. The server stores the flow. With a server or schema of 1.x it is not reported; with one of 2.0 a read of binary Ion is a warning.",
      versions: "\u2265 2.0",
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: rows
              type: io.kestra.plugin.core.storage.Write
            - id: chosen
              type: io.kestra.plugin.core.storage.FilterItems
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ read(outputs.chosen.uri) contains 'jane' }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: rows
              type: io.kestra.plugin.core.storage.Write
            - id: chosen
              type: io.kestra.plugin.core.storage.FilterItems
            - id: branch
              type: io.kestra.plugin.core.flow.If
              condition: "{{ fromIon(read(outputs.chosen.uri)).name contains 'jane' }}"
        `
      }
    }
  },
  flow: (flow, known) => checkChangesOn2(flow, known)
});
var LOCAL_DELETE = "io.kestra.plugin.fs.local.Delete";
var CALLS_API = /^io\.kestra\.plugin\.(?:git\.(?:SyncFlows?|SyncNamespaceFiles|PushFlows|PushNamespaceFiles|NamespaceSync|TenantSync)|kestra(?:\.\w+)+)$/;
var checkChangesOn2 = (flow) => {
  if (flow.version !== void 0 && !isAtLeast(flow.version, 2, 0)) return [];
  const nodes = flow.nodes.filter(({ kind }) => kind !== "condition");
  return [
    ...nodes.filter((node2) => mayDeleteFolder(flow, node2)).map(notRecursive),
    ...nodes.filter((node2) => needsAuth(flow, node2)).map(missingAuth),
    ...binaryReads(flow)
  ];
};
var lacks = ({ value: flow }, { type = "", value }, property) => value[property] === void 0 && !pluginDefaultsOf(flow).some((each) => isDefaultFor(each, type) && each.values[property] !== void 0);
var mayDeleteFolder = (flow, node2) => {
  if (node2.type !== LOCAL_DELETE || !lacks(flow, node2, "recursive")) return false;
  const { from } = node2.value;
  return typeof from !== "string" || isTemplate(from) || !/\.[^/]+$/.test(from);
};
var notRecursive = ({ path }) => ({
  code: "changes-on-2",
  path: [...path, "type"],
  message: "Kestra 2.0 deletes a folder here without what is in its subfolders: `recursive` is false by default, and was true.",
  hint: "Write `recursive: true` or `recursive: false`; 1.x accepts both."
});
var needsAuth = (flow, node2) => CALLS_API.test(node2.type ?? "") && lacks(flow, node2, "auth");
var missingAuth = ({ path }) => ({
  code: "changes-on-2",
  path: [...path, "type"],
  message: "On Kestra 2.0 this signs in to Kestra: it needs `auth`, or credentials of the server.",
  hint: "Write `auth`, or set `kestra.tasks.sdk.authentication` on the server."
});

// src/lint/rules/upgrade/removed-properties.ts
var WORKER = "Use `workerSelector` with `tags`; `fallback` defaults to FAIL there and to WAIT before.";
var DEFAULTS = "Set the properties on the tasks. In the Enterprise Edition a policy can set them.";
var RETRY = "Write `maxAttempts`; 1.x also accepts it.";
var OF_FLOW2 = {
  pluginDefaults: `${DEFAULTS} Snapshots of 2.0 before its release still take it.`,
  taskDefaults: DEFAULTS,
  listeners: "Use `afterExecution`, or a flow with a Flow trigger.",
  workerGroup: WORKER,
  "retry.maxAttempt": RETRY
};
var OF_TASK = {
  workerGroup: WORKER,
  pluginDefaultsRef: "Set the properties here.",
  "retry.maxAttempt": RETRY
};
var OF_TRIGGER = {
  workerGroup: WORKER,
  pluginDefaultsRef: "Set the properties here.",
  conditions: "Use `when`, and `dependsOn` and `states` of a Flow trigger.",
  minLogLevel: "Use `logLevel`; 1.x also accepts it."
};
var OF_HTTP = {
  allowFailed: "Write it as `options.allowFailed`; 1.x also accepts that.",
  sslOptions: "Write it as `options.ssl`; 1.x also accepts that.",
  "options.basicAuthUser": "Use `options.auth` with `type: BASIC`, `username` and `password`.",
  "options.basicAuthPassword": "Use `options.auth` with `type: BASIC`, `username` and `password`.",
  "options.connectTimeout": "Write it as `options.timeout.connectTimeout`.",
  "options.readIdleTimeout": "Write it as `options.timeout.readIdleTimeout`.",
  "options.readTimeout": "Use `options.timeout.readIdleTimeout`.",
  "options.connectionPoolIdleTimeout": "Remove it: nothing has replaced it.",
  "options.maxContentLength": "Remove it: nothing has replaced it.",
  "options.logLevel": "Use `options.logs`, a list of what is logged.",
  "options.proxyAddress": "Write it as `options.proxy.address`.",
  "options.proxyPort": "Write it as `options.proxy.port`.",
  "options.proxyType": "Write it as `options.proxy.type`.",
  "options.proxyUsername": "Write it as `options.proxy.username`.",
  "options.proxyPassword": "Write it as `options.proxy.password`."
};
var BACKFILL = "Remove it: a backfill is started in the UI or with the API.";
var OF_TYPE = {
  "io.kestra.plugin.core.flow.Pause": {
    delay: "Use `pauseDuration`; 1.x also accepts it.",
    tasks: "Put the tasks behind the Pause task; 1.x also accepts that."
  },
  "io.kestra.plugin.core.flow.Subflow": {
    outputs: "Declare `outputs` in the flow that is called, and read `outputs.<task>.outputs.<id>`; 1.x also accepts that."
  },
  "io.kestra.plugin.core.kv.PurgeKV": { expiredOnly: "Use `behavior` with `type: key` and `expiredOnly`." },
  "io.kestra.plugin.core.trigger.Schedule": {
    scheduleConditions: "Use `when`.",
    backfill: BACKFILL,
    backfills: BACKFILL
  },
  "io.kestra.plugin.core.trigger.Flow": {
    preconditions: "Use `dependsOn`, and `window` for its `timeWindow`.",
    multipleConditions: "Use `dependsOn`, and `window`."
  }
};
var HTTP = /^io\.kestra\.plugin\.(?:core|fs)\.http\./;
var removedOfFlow = (value) => replacementFindings({ value, path: [] }, OF_FLOW2);
var removedOfNode = (node2) => {
  const { kind, type = "" } = node2;
  if (kind === "condition") return [];
  const current = currentType(type);
  const ofType = Object.hasOwn(OF_TYPE, current) ? OF_TYPE[current] : void 0;
  return replacementFindings(node2, {
    ...kind === "task" ? OF_TASK : OF_TRIGGER,
    ...HTTP.test(current) ? OF_HTTP : ofType
  });
};
var replacementFindings = ({ value, path }, replacements, where = " here") => Object.entries(replacements).flatMap(([property, hint]) => {
  const keys = property.split(".");
  const at = [...path, ...keys];
  const message = `Kestra 2.0 no longer has \`${keys.at(-1)}\`${at.length > 1 ? where : ""}.`;
  const isGiven = (valueAt(value, keys) ?? null) !== null;
  return isGiven ? [{ code: "removed-syntax", path: at, part: "key", message, hint }] : [];
});
var TYPES2 = /* @__PURE__ */ new Map([
  ["BOOLEAN", "Write `BOOL`; 1.x also accepts it."],
  ["ENUM", "Write `SELECT`, of several values `MULTISELECT`; 1.x also accepts them."]
]);
var OF_INPUT = { name: "Write `id`, and `displayName` for a name to show; 1.x also accepts them." };
var OF_INPUT_TYPE = /* @__PURE__ */ new Map([
  ["FILE", { extension: "Use `allowedFileExtensions`, a list." }],
  ["MULTISELECT", { options: "Write `values`; 1.x also accepts it." }]
]);
var PAUSE = "io.kestra.plugin.core.flow.Pause";
var LOOP2 = "io.kestra.plugin.core.flow.Loop";
var removedInData = ({ value, nodes }) => [
  ...inputsOf(value["inputs"], ["inputs"]).flatMap(inputFindings2),
  ...mapsIn(value["outputs"], ["outputs"]).flatMap(outputFindings),
  ...nodes.flatMap(({ type = "", value: node2, path }) => {
    const current = currentType(type);
    if (current === PAUSE) return inputsOf(node2["onResume"], [...path, "onResume"]).flatMap(inputFindings2);
    return current === LOOP2 ? mapsIn(node2["outputs"], [...path, "outputs"]).flatMap(outputFindings) : [];
  })
];
var inputsOf = (list, path) => mapsIn(list, path).flatMap(
  (item) => item.value["type"] === "FORM" ? [item, ...mapsIn(item.value["inputs"], [...item.path, "inputs"])] : [item]
);
var outputFindings = (output) => typeFindings(output, "type");
var inputFindings2 = (input) => {
  const { type, defaults, required: required2 } = input.value;
  const isOptional = (defaults ?? null) !== null && String(required2) === "false";
  return [
    ...replacementFindings(input, { ...OF_INPUT, ...OF_INPUT_TYPE.get(type) }, " of an input"),
    ...typeFindings(input, "type"),
    ...typeFindings(input, "itemType"),
    ...isOptional ? [optionalInputFinding(input.path)] : []
  ];
};
var typeFindings = ({ value, path }, key) => {
  const type = value[key];
  if (typeof type !== "string") return [];
  const hint = TYPES2.get(type);
  const message = `Kestra 2.0 no longer has the type ${type}.`;
  return hint === void 0 ? [] : [{ code: "removed-syntax", path: [...path, key], hint, message }];
};
var optionalInputFinding = (path) => ({
  code: "removed-syntax",
  path: [...path, "required"],
  part: "key",
  message: "Kestra 2.0 refuses an input that has a default and is not required.",
  hint: "Remove `required: false`: the default is taken where nothing is given. An input that may stay empty has `prefill` instead of `defaults`."
});

// src/lint/rules/upgrade/removed-syntax.ts
var removed_syntax_default = defineRule({
  codes: {
    "removed-syntax": {
      severity: "warning",
      isDecidedByServer: true,
      title: "Syntax that Kestra 2.0 no longer has",
      why: "A property, a type or a value of 1.x that servers of 2.0 refuse: an error when the server, or the schema in the repository, is known to be of 2.0. With a server or schema of 1.x nothing is reported. The table in docs/upgrade-kestra.md lists all of it.",
      versions: "\u2265 2.0",
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          listeners:
            - tasks: []
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        `
      }
    },
    "breaks-on-2": {
      ...FAILS_WHEN_RUN,
      title: "Syntax that Kestra 2.0 stores and cannot run",
      why: "An expression or a value of 1.x that servers of 2.0 accept, and that will fail there at run time. With a server or schema of 1.x nothing is reported. If the version is not known it is an info.",
      versions: "\u2265 2.0",
      isOfVersion: true,
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ {'a': 1} | json }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ {'a': 1} | toJson }}"
        `
      }
    }
  },
  flow: (flow, known) => checkRemovedSyntax(flow, known)
});
var checkRemovedSyntax = (flow) => {
  if (flow.version !== void 0 && !isAtLeast(flow.version, 2, 0)) return [];
  const refused = [
    ...removedOfFlow(flow.value),
    ...flow.nodes.filter(({ isCertain }) => isCertain).flatMap((node2) => [...removedType(node2), ...removedOfNode(node2), ...removedStates(node2)]),
    ...removedInData(flow)
  ].filter((finding) => !isInSchema(flow, finding));
  const severity = flow.version ? "error" : "warning";
  const isKnown = flow.version !== void 0;
  return [
    ...refused.map((finding) => ({ ...finding, severity })),
    ...failing2(flow).map((finding) => isKnown ? finding : { ...finding, severity: "info" })
  ];
};
var isInSchema = ({ isKnown }, { path = [], part }) => {
  const isNamed2 = path.at(-1) === "type" || part === "key" && path.at(-1) !== "required";
  return isNamed2 && isKnown(path);
};
var removedType = ({ type = "", path }) => {
  const hint = replacementOf(type);
  if (hint === void 0) return [];
  return [{ code: "removed-syntax", path: [...path, "type"], message: `Kestra 2.0 no longer has ${type}.`, hint }];
};
var STATE = "Write `CANCELLED`, with two L.";
var removedStates = ({ kind, value, path }) => (kind === "trigger" ? ["states", "stopAfter"] : []).flatMap((key) => {
  const states = value[key];
  if (!Array.isArray(states)) return [];
  const message = "Kestra 2.0 has no state CANCELED.";
  return states.flatMap(
    (state, index) => state === "CANCELED" ? [{ code: "removed-syntax", path: [...path, key, index], message, hint: STATE }] : []
  );
});
var EXIT = "io.kestra.plugin.core.execution.Exit";
var failing2 = (flow) => [
  ...flow.nodes.filter(({ type = "", value }) => currentType(type) === EXIT && value["state"] === "CANCELED").map(
    ({ path }) => ({
      code: "breaks-on-2",
      path: [...path, "state"],
      message: "On Kestra 2.0 this task will fail at run time: it has no state CANCELED.",
      hint: `${STATE} 1.x accepts it from 1.3 on.`
    })
  ),
  ...removedExpressions(flow)
];
var VERSIONED = /* @__PURE__ */ new Set(["read", "fileURI"]);
var removedExpressions = (flow) => textsIn(flow.value).filter(({ text, path }) => /\bjson\b|\bversion\b/.test(text) && !isDescription(path)).flatMap(
  (text) => removedIn(text.text).map(({ start, word, name, hint }) => {
    const message = `Kestra 2.0 no longer has ${name}: this will fail at run time.`;
    return findingIn(flow, text, { code: "breaks-on-2", message, hint, start, end: start + word.length });
  })
);
var isDescription = (path) => path.length === 1 && path[0] === "description";
var removedIn = (text) => {
  const template = ownTemplate(text);
  if (template === void 0 || template.macros.has("json")) return [];
  return expressionsIn(template).flatMap(removedAt);
};
var removedAt = (part) => {
  if (part.kind !== "filter" && part.kind !== "function") return [];
  const { kind, name, start, given } = part;
  if (name === "json") {
    const hint = `Write \`${kind === "filter" ? "toJson" : "fromJson"}\`; 1.x also accepts it.`;
    return [{ start, word: name, name: `the ${kind} \`json\``, hint }];
  }
  const version2 = VERSIONED.has(name) ? given.find((each) => each.name === "version") : void 0;
  if (version2 === void 0) return [];
  return [{ start: version2.at, word: "version", name: `\`version\` of \`${name}\``, hint: "Write `revision`." }];
};

// src/lint/rules/values/conditional-input.ts
var conditional_input_default = defineRule({
  codes: {
    "conditional-input": {
      ...FAILS_WHEN_RUN,
      title: "An input that is read although its condition may skip it",
      why: "The input has no default, and the defaults of the other inputs do not meet its condition (`dependsOn`). An execution with these defaults does not have the input, and the expression fails.",
      fix: "Give the input a default, run the task under the same condition (`runIf`), or write `{{ inputs.name ?? '' }}`.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - { id: mode, type: STRING, defaults: all }
            - { id: part, type: STRING, prefill: none, dependsOn: { inputs: [mode], condition: "{{ inputs.mode == 'some' }}" } }
          tasks:
            - { id: last, type: io.kestra.plugin.core.log.Log, message: "id last {{ inputs.part }}" }
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - { id: mode, type: STRING, defaults: all }
            - { id: part, type: STRING, defaults: none, dependsOn: { inputs: [mode], condition: "{{ inputs.mode == 'some' }}" } }
          tasks:
            - { id: last, type: io.kestra.plugin.core.log.Log, message: "id last {{ inputs.part }}" }
        `
      }
    }
  },
  flow: (flow, known) => checkConditionalInputs(flow, known)
});
var checkConditionalInputs = (flow) => {
  const absent = absentInputs(flow.value);
  if (absent.size === 0) return [];
  return flow.texts.flatMap((expression) => {
    const { text, seesExecution } = expression;
    if (!seesExecution) return [];
    return readContextReferences(text).flatMap(({ root, names: [first], start, isGuarded }) => {
      const condition = root === "inputs" && first ? absent.get(first.name) : void 0;
      if (first === void 0 || condition === void 0 || isGuarded) return [];
      if (isAsked(flow.value, expression, [first.name, ...condition.inputs])) return [];
      const message = `The input "${first.name}" is only asked for where \`${condition.text}\`, and the defaults do not meet this condition.`;
      return [findingIn(flow, expression, { code: "conditional-input", message, start, end: first.end })];
    });
  });
};
var absentInputs = (flow) => {
  const inputs = new Map(mapsIn(flow["inputs"], ["inputs"]).map(({ value: input }) => [plainText(input["id"]), input]));
  return new Map(
    [...inputs].flatMap(([id, { dependsOn: dependsOn2, defaults }]) => {
      if (defaults !== void 0 && defaults !== null) return [];
      const condition = isMapValue(dependsOn2) ? dependsOn2["condition"] : void 0;
      const whole = typeof condition === "string" ? wholeExpression(condition) : void 0;
      if (!whole || constantValue(whole, (attribute) => defaultOf(attribute, inputs)) !== false) return [];
      const names = readContextReferences(String(condition)).flatMap(
        ({ root, names: [first] }) => root === "inputs" && first ? [first.name] : []
      );
      return [[id, { text: String(condition).replace(/^\s*\{\{-?\s*|\s*-?\}\}\s*$/g, ""), inputs: names }]];
    })
  );
};
var defaultOf = ({ of, name }, inputs) => {
  if (of.kind !== "variable" || of.name !== "inputs") return void 0;
  const { type, defaults } = inputs.get(literalText(name) ?? "") ?? {};
  if (type === "BOOL" || type === "BOOLEAN") return typeof defaults === "boolean" ? defaults : void 0;
  const isText2 = type === "STRING" || type === "SELECT" || type === "ENUM";
  return isText2 && typeof defaults === "string" && !isTemplate(defaults) ? defaults : void 0;
};
var isAsked = (flow, { text, path }, [own2 = "", ...others]) => {
  const mentions = (value, names) => typeof value === "string" && names.some((name) => value.includes(name));
  if (mentions(text, others)) return true;
  const around = path.map((_2, index) => valueAt(flow, path.slice(0, index + 1))).filter(isMapValue);
  return around.some(
    ({ runIf, condition, value, cases }) => [runIf, condition, cases === void 0 ? void 0 : value].some((each) => mentions(each, [own2, ...others]))
  );
};

// src/lint/rules/values/invalid-default.ts
var invalid_default_default = defineRule({
  codes: {
    "invalid-default": {
      ...problemCodes["invalid-default"],
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: given
              type: INT
              defaults: abc
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: given
              type: INT
              defaults: 7
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
        `
      }
    }
  },
  flow: (flow, known) => checkDefaults(flow, known)
});
var checkDefaults = (flow) => mapsIn(flow.value["inputs"], ["inputs"]).flatMap(
  ({ value: input, path }) => ["defaults", "prefill"].flatMap((key) => {
    const at = [...path, key];
    const value = writtenValue(flow.document, at, input[key]);
    const misfit = fitsInput(input, { as: "default", value, version: flow.version });
    if (misfit === void 0) return [];
    const severity = key === "defaults" ? infoWhereIdle(flow, path) : { severity: "info" };
    const what = `The ${key === "defaults" ? "default" : "prefill"} "${shown(plainText(value))}" of ${named(input)}`;
    return [{ ...reported("invalid-default", what, misfit), path: at, ...severity }];
  })
);
var writtenValue = (document, path, value) => {
  if (typeof value !== "number" && typeof value !== "boolean") return value;
  const range = document.rangeOf(path);
  return range ? document.source.slice(range.start, range.end) : value;
};

// src/lint/rules/values/invalid-value.ts
var invalid_value_default = defineRule({
  codes: {
    "invalid-value": {
      ...FAILS_WHEN_RUN,
      title: "A text that does not fit its property",
      why: "Kestra does not check a property that it renders at run time when it stores the flow. If the text is not the duration, date, number, boolean or size that the property needs, the task fails.",
      fix: "Write a value of the type of the property: `PT5M` is a duration, `2026-01-31` a date, `true` a boolean.",
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: 42
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: "42"
        `
      }
    }
  },
  flow: (flow, known) => checkCoreTexts(flow, known)
});
var checkCoreTexts = (flow) => flow.nodes.flatMap(
  (node2) => coreTexts(node2).flatMap(({ path, wrong }) => {
    const isRefused = path[0] === "timezone";
    const at = [...node2.path, ...path];
    const text = flow.document.textOf(at)?.trim();
    if (text === void 0 || text === "" || isTemplate(text) && !isRefused) return [];
    const misfit = wrong(text);
    if (misfit === void 0) return [];
    const message = `\`${path.at(-1)}\` is "${shown(text)}": ${misfit.reason}.`;
    const reported2 = { path: at, message, hint: misfit.fix };
    return [
      isRefused ? { code: "wrong-type", ...reported2 } : { code: "invalid-value", ...reported2, ...infoWhereIdle(flow, at) }
    ];
  })
);
var CORE7 = /^io\.kestra\.plugin\.core\.(\w+\.\w+)$/;
var coreTexts = ({ type = "", value }) => {
  const [, name = ""] = CORE7.exec(type) ?? [];
  if (/^(?:execution|log|storage)\.Purge|^execution\.Count$/.test(name))
    return ["startDate", "endDate"].map((property) => ({ path: [property], wrong: wrongMoment }));
  if (name === "storage.Split") return [{ path: ["bytes"], wrong: wrongSize }];
  if (name === "flow.ForEachItem") return [{ path: ["batch", "bytes"], wrong: wrongSize }];
  if (/^trigger\.Schedule(?:OnDates)?$/.test(name)) return [{ path: ["timezone"], wrong: wrongTimeZone }];
  const { kvType } = value;
  if (name !== "kv.Set" || typeof kvType !== "string") return [];
  return [{ path: ["value"], wrong: (text) => isMapValue(value["value"]) ? void 0 : wrongPair(kvType, text) }];
};
var needs = (reason) => ({ reason: `it must be ${reason}` });
var MOMENT2 = needs("a date and time with its zone, such as `2031-01-15T10:00:00Z`");
var wrongMoment = (text) => isZonedDateTime(text) ? void 0 : MOMENT2;
var SIZE = needs("a whole number of bytes, KB, MB or GB without a blank, such as `10MB`");
var wrongSize = (text) => /^\d+(?:[KMGTP]B)?$/i.test(text) ? void 0 : SIZE;
var PAIRS2 = {
  NUMBER: [(text) => readJson(text) !== void 0, needs("a number, as `kvType` says")],
  JSON: [(text) => readJson(text) !== void 0, needs("JSON, as `kvType` says")],
  // 1.0.3 accepts only a date with time, 2.0 also a day.
  DATE: [(text) => isDate(text) || isInstant(text), needs("a date such as `2031-01-15`, as `kvType` says")],
  DATETIME: [isInstant, needs("a date and time with its zone such as `2031-01-15T10:00:00Z`, as `kvType` says")],
  DURATION: [(text) => durationSeconds(text) !== void 0, needs("a duration such as `PT5M`, as `kvType` says")]
};
var wrongPair = (kvType, text) => {
  const [is, misfit] = Object.hasOwn(PAIRS2, kvType.trim()) && PAIRS2[kvType.trim()] || [];
  return is === void 0 || is(text) ? void 0 : misfit;
};

// src/flow/run-time-templates.ts
var RENDER_FUNCTIONS = /* @__PURE__ */ new Set(["render", "renderOnce"]);
var CALLS = /* @__PURE__ */ new Set([...NAMESPACE_FUNCTIONS, ...RENDER_FUNCTIONS]);

// src/lint/rules/values/not-rendered.ts
var not_rendered_default = defineRule({
  codes: {
    "not-rendered": {
      severity: "warning",
      title: "An expression that nothing renders",
      why: "A variable with an expression keeps its braces unless `render()` reads it. The flow names of a Flow trigger, and texts without braces, are used as written. A server can be set to render variables by itself (`recursive-rendering`).",
      fix: "Read the variable with `{{ render(vars.name) }}`; in other places write the text without braces.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          variables:
            day: "{{ flow.id }}"
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ vars.day }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          variables:
            day: "{{ flow.id }}"
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ render(vars.day) }}"
        `
      }
    }
  },
  flow: (flow, known) => [...checkUnrendered(flow, known), ...checkListened(flow, known)]
});
var checkUnrendered = (flow) => {
  const { variables } = flow.value;
  if (!isMapValue(variables) || !holdsTemplate(variables)) return [];
  return flow.texts.flatMap((expression) => {
    const { text, parts, seesExecution } = expression;
    if (!seesExecution) return [];
    const rendered = parts.flatMap((part) => "given" in part && RENDER_FUNCTIONS.has(part.name) ? part.given : []);
    return readContextReferences(text).filter(({ root, start }) => root === "vars" && !rendered.some((span) => span.start <= start && start < span.end)).flatMap(({ names, start }) => {
      const value = names.reduce((at, { name: name2 }) => isMapValue(at) ? at[name2] : void 0, variables);
      if (typeof value !== "string" || !isOfKestra(value)) return [];
      const name = names.map((each) => each.name).join(".");
      const message = `The variable "${name}" is "${shown(value)}", and is not rendered here.`;
      const hint = `Write \`render(vars.${name})\`.`;
      const end = names.at(-1)?.end ?? start;
      return [findingIn(flow, expression, { code: "not-rendered", message, hint, start, end })];
    });
  });
};
var isOfKestra = (text) => {
  const template = isTemplate(text) ? parsePebble(text) : void 0;
  return template !== void 0 && !("says" in template) && template.tags.some(({ value }) => isOurs(value));
};
var FUNCTIONS2 = /* @__PURE__ */ new Set(["now", "secret", "kv", "read", "fileURI", "uuid", "envs", "render"]);
var isOurs = (expression) => readsIn(expression).some(
  ({ of }) => of.kind === "function" && FUNCTIONS2.has(of.name) || of.kind === "variable" && CONTEXT_ROOTS.has(of.name)
);
var checkListened = (flow) => findFlowMentions(flow.document, flow.nodes).filter(({ node: node2, relation }) => relation === "flow-trigger" && node2.kind === "trigger").flatMap(({ path, namespace: namespace2, id }) => {
  const written = [
    { at: namespace2?.path, text: namespace2?.text },
    { at: [...path, "flowId"], text: id }
  ];
  return written.flatMap(({ at, text }) => {
    if (at === void 0 || text === void 0 || !isTemplate(text)) return [];
    const message = `A Flow trigger does not render "${shown(text)}": no flow has this name, so it never fires.`;
    const hint = "Write the name itself.";
    return [{ code: "not-rendered", path: at, message, hint, ...infoWhereIdle(flow, at) }];
  });
});

// src/lint/rules/values/value-read-differently.ts
var value_read_differently_default = defineRule({
  codes: {
    "value-read-differently": {
      severity: "warning",
      title: "A value that Kestra reads differently",
      why: "Kestra 1.3 and 2.0 read a text that does not fit again as JSON, and ignore everything after the first value: `5 minutes` is a duration of five seconds. An input of type BOOL accepts any passed value, and everything except `true` is false.",
      fix: "Write the value in the form that Kestra reads as a whole: `PT5M` for five minutes, `true` or `false` for a BOOL.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ '2031-11-23T10:00:00Z' | date('YYYY-MM-DD') }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ '2031-11-23T10:00:00Z' | date('yyyy-MM-dd') }}"
        `
      }
    }
  },
  flow: (flow, known) => checkTexts(flow, known)
});
var LOG = /^io\.kestra\.(?:plugin\.core|core\.tasks)\.log\.Log$/;
var LABELS = /^io\.kestra\.(?:plugin\.core\.execution|core\.tasks\.executions)\.Labels$/;
var checkTexts = (flow) => [
  ...flow.nodes.flatMap((node2) => textsWanted(node2, flow.version)).flatMap((place) => notText(flow, place)),
  ...choices(flow),
  ...switches(flow)
];
var textsWanted = ({ type = "", value, path }, version2) => {
  const { message, labels } = value;
  if (LOG.test(type) && !Array.isArray(message)) return [{ value: message, path: [...path, "message"] }];
  if (version2 === void 0 || isAtLeast(version2, 2, 0)) return [];
  if (LOG.test(type) && Array.isArray(message))
    return message.map((each, index) => ({ value: each, path: [...path, "message", index] }));
  if (!LABELS.test(type)) return [];
  return isMapValue(labels) ? Object.entries(labels).map(([key, each]) => ({ value: each, path: [...path, "labels", key] })) : mapsIn(labels, [...path, "labels"]).map((label) => ({
    value: label.value["value"],
    path: [...label.path, "value"]
  }));
};
var notText = (flow, { value, path }) => {
  if (typeof value !== "number" && typeof value !== "boolean") return [];
  const written = writtenAt(flow.document, path);
  const kind = typeof value === "number" ? "a number" : "true or false";
  const message = `YAML reads \`${written}\` as ${kind}, but Kestra expects a text here: the task fails.`;
  return [{ code: "invalid-value", path, message, hint: quotedHint(written), ...infoWhereIdle(flow, path) }];
};
var switches = ({ value, nodes }) => [{ value, path: [] }, ...nodes].flatMap(({ value: { disabled }, path }) => {
  if (typeof disabled !== "number") return [];
  const read2 = disabled !== 0;
  const message = `\`disabled: ${disabled}\` is read as ${read2}${read2 ? ": this never runs" : ""}.`;
  return [
    { code: "value-read-differently", path: [...path, "disabled"], message, hint: `Write \`disabled: ${read2}\`.` }
  ];
});
var CHOICES = /* @__PURE__ */ new Set(["SELECT", "MULTISELECT", "ENUM"]);
var choices = (flow) => {
  if (flow.version !== void 0 && !isAtLeast(flow.version, 2, 0)) return [];
  const severity = flow.version === void 0 ? "info" : void 0;
  return mapsIn(flow.value["inputs"], ["inputs"]).flatMap(({ value: { type, values }, path }) => {
    if (!CHOICES.has(type) || !Array.isArray(values)) return [];
    return values.flatMap((value, index) => {
      const at = [...path, "values", index];
      const written = typeof value === "string" ? void 0 : writtenAt(flow.document, at);
      if (written === void 0 || typeof value === "object" || written === plainText(value)) return [];
      const message = `Since 2.0 Kestra reads the choice \`${written}\` as \`${plainText(value)}\` (YAML 1.1), and refuses "${written}".`;
      return [{ code: "value-read-differently", path: at, message, hint: quotedHint(written), severity }];
    });
  });
};
var writtenAt = (document, path) => {
  const range = document.rangeOf(path);
  return range === void 0 ? document.textOf(path) ?? "" : document.source.slice(range.start, range.end);
};
var quotedHint = (written) => `Write ${JSON.stringify(written)}.`;

// src/lint/rule-list.ts
var rules = [
  always_true_default,
  case_never_chosen_default,
  compare_fails_default,
  expression_syntax_default,
  undeclared_input_default,
  unknown_context_default,
  wrong_arguments_default,
  duplicate_id_default,
  id_read_differently_default,
  invalid_id_default,
  invalid_label_default,
  missing_property_default,
  name_is_a_route_default,
  not_runnable_default,
  revision_in_source_default,
  unknown_input_dependency_default,
  unknown_property_default,
  wrong_shape_default,
  invalid_output_default,
  unknown_output_default,
  competing_sync_default,
  missing_file_default,
  possible_secret_default,
  self_call_default,
  unknown_flow_default,
  unknown_key_default,
  unknown_secret_default,
  suite_expression_default,
  suite_no_assertion_default,
  suite_shape_default,
  suite_unknown_flow_default,
  fires_each_second_default,
  flow_cycle_default,
  invalid_cron_default,
  same_tool_name_default,
  same_webhook_key_default,
  trigger_misses_input_default,
  trigger_never_fires_default,
  trigger_reads_run_default,
  unknown_trigger_value_default,
  changes_on_2_default,
  removed_syntax_default,
  conditional_input_default,
  invalid_default_default,
  invalid_value_default,
  not_rendered_default,
  value_read_differently_default
];

// src/lint/all-codes.ts
var ruleCodes = Object.fromEntries(
  rules.flatMap(({ codes }) => Object.entries(codes))
);
var allCodes = {
  ...problemCodes,
  ...ruleCodes
};
var isProblemCode = (code) => Object.hasOwn(allCodes, code);
var codeEntry = (code) => isProblemCode(code) ? allCodes[code] : void 0;
var problemOf = (placed2, finding) => {
  const entry = codeEntry(finding.code);
  if (entry === void 0) throw new Error(`No rule has the code ${finding.code}.`);
  return placeFinding(placed2, finding, entry);
};

// src/secrets/find-known-secrets.ts
var findKnownSecrets = (secrets) => {
  const plain2 = [...new Set(secrets.flatMap(plainForms))];
  if (plain2.length === 0) return () => [];
  const forms = [...new Set([...plain2, ...plain2.flatMap(encodedForms)].map((form) => decode(form).text))];
  const wanted = forms.filter(({ length }) => length >= MIN_SECRET_LENGTH);
  return (text) => {
    const decoded2 = decode(text);
    return [
      ...plain2.flatMap((form) => occurrences(text, form)),
      ...wanted.flatMap((form) => occurrences(decoded2.text, form)).map(({ start, end }) => ({ start: decoded2.startOf(start), end: decoded2.endOf(end - 1) }))
    ];
  };
};
var occurrences = (text, form) => {
  const spans = [];
  for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + form.length)) {
    spans.push({ start, end: start + form.length });
  }
  return spans;
};
var MIN_SECRET_LENGTH = 4;
var MIN_ENCODED_LENGTH = 6;
var plainForms = (secret) => [secret, ...secret.split("\n")].map((value) => value.trim()).filter(({ length }) => length >= MIN_SECRET_LENGTH);
var encodedForms = (value) => {
  const bytes = Buffer.from(value, "utf8");
  const hex = bytes.toString("hex");
  const base642 = [0, 1, 2].flatMap((offset) => {
    const core = base64Core(bytes, offset);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...base642, hex, hex.toUpperCase()].filter(({ length }) => length >= MIN_ENCODED_LENGTH);
};
var base64Core = (bytes, offset) => {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
  return whole.toString("base64").slice(Math.ceil(offset * 8 / 6), Math.floor(whole.length * 8 / 6));
};
var MAX_ROUNDS = 4;
var decode = (given) => {
  let result = { text: given, startOf: (unit) => unit, endOf: (unit) => unit + 1 };
  for (let round = 0; round < MAX_ROUNDS; round++) result = replaceTokens(result, ENCODED, meaningOf);
  return replaceTokens(result, SEPARATORS, () => "");
};
var replaceTokens = (before, tokens, meaning) => {
  const { text: given, startOf: startOf2, endOf } = before;
  if (given.search(tokens) === -1) return before;
  const [starts, ends] = [new Uint32Array(given.length), new Uint32Array(given.length)];
  let [text, from] = ["", 0];
  const keepUntil = (end) => {
    for (let [unit, at] = [text.length, from]; at < end; unit++, at++) {
      starts[unit] = at;
      ends[unit] = at + 1;
    }
    text += given.slice(from, end);
  };
  for (const { 0: token, index } of given.matchAll(tokens)) {
    keepUntil(index);
    const means = meaning(token);
    from = index + token.length;
    starts.fill(index, text.length, text.length + means.length);
    ends.fill(from, text.length, text.length + means.length);
    text += means;
  }
  keepUntil(given.length);
  return {
    text,
    startOf: (unit) => startOf2(starts[unit] ?? 0),
    endOf: (unit) => endOf((ends[unit] ?? 1) - 1)
  };
};
var PERCENT_ENCODED = /%(?:[0-7][\da-f]|[cd][\da-f]%[89ab][\da-f]|e[\da-f](?:%[89ab][\da-f]){2}|f[0-7](?:%[89ab][\da-f]){3})/;
var HTML_ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|lt|gt|amp|quot|apos|nbsp);/;
var ESCAPED = /\\(?:u[\da-f]{4}|u\{[\da-f]{1,6}\}|x[\da-f]{2}|["'\\/bfnrt])/;
var ENCODED = new RegExp([PERCENT_ENCODED, HTML_ENTITY, ESCAPED].map(({ source }) => source).join("|"), "gi");
var NAMED2 = /* @__PURE__ */ new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&nbsp;", " "]
]);
var meaningOf = (token) => {
  if (token.startsWith("%")) return Buffer.from(token.replaceAll("%", ""), "hex").toString("utf8");
  const decimal = /^&#(\d+)/.exec(token)?.[1];
  if (decimal !== void 0) return character(Number(decimal));
  const hex = /^(?:&#|\\)[ux]\{?([\da-f]+)/i.exec(token)?.[1];
  if (hex !== void 0) return character(Number.parseInt(hex, 16));
  return NAMED2.get(token.toLowerCase()) ?? (/[bfnrt]$/i.test(token) ? " " : token.slice(1));
};
var character = (point) => point <= 1114111 ? String.fromCodePoint(point) : "\uFFFD";
var COLOUR = `${String.fromCharCode(27)}\\[[0-?]*[ -/]*[@-~]`;
var INVISIBLE = String.raw`⟨U\+[\dA-F]{4,6}⟩|[+\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
var SEPARATORS = new RegExp(`(?:${COLOUR}|${INVISIBLE})+`, "gu");

// src/secrets/hide-secrets.ts
var replaceSpans = (text, spans, state = "changed") => {
  if (spans.length === 0) return text;
  let result = "";
  let end = 0;
  for (const span of mergeSpans(spans)) {
    result += text.slice(end, span.start);
    result += text.slice(span.start, span.end).replace(/[^\r\n]+/g, (line) => `(${state}, ${Buffer.byteLength(line)} bytes)`);
    end = span.end;
  }
  return result + text.slice(end);
};
var mergeSpans = (spans) => {
  const merged = [];
  for (const span of spans.toSorted((a, b2) => a.start - b2.start)) {
    const previous = merged.at(-1);
    if (previous === void 0 || span.start > previous.end) merged.push(span);
    else merged[merged.length - 1] = { start: previous.start, end: Math.max(previous.end, span.end) };
  }
  return merged;
};
var MAX_SEARCHED = 50;
var QUOTE = /[^\s"'`,;()[\]{}<>]+/g;
var hideQuoted = (credentials) => {
  const distinct = [...new Set(credentials)];
  const find = findKnownSecrets(distinct.slice(0, MAX_SEARCHED));
  const others = new Set(distinct.slice(MAX_SEARCHED));
  const quotesIn = (text) => [...text.matchAll(QUOTE)].filter(([quote]) => others.has(quote)).map(({ 0: quote, index }) => ({ start: index, end: index + quote.length }));
  return (text) => replaceSpans(text, [...find(text), ...quotesIn(text), ...findSecrets(text)], "hidden");
};
var hideInProblems = (problems, sourceOf) => {
  const hideOf = memoize((file) => {
    const source = sourceOf(file) ?? "";
    return hideQuoted(findSecrets(source).map(({ start, end }) => source.slice(start, end)));
  });
  return problems.map((problem) => {
    const { file = "", message, hint } = problem;
    const hide2 = hideOf(file);
    return { ...problem, message: hide2(message), ...hint === void 0 ? {} : { hint: hide2(hint) } };
  });
};

// src/lint/apply-severities.ts
var IGNORE_COMMENT = /#\s*kestra-gitops:\s*ignore\s+([\w.-]+(?:[\s,]+[\w.-]+)*)/;
var applySeverities = (problems, { severities, sourceOf }) => {
  const ignoredOf = memoize((file) => ignoredByLine(sourceOf(file)?.split(/\r?\n/) ?? []));
  return problems.flatMap((problem) => {
    if (codeEntry(problem.code)?.isUnavoidable || isServerError(problem)) return [problem];
    if (isIgnored(problem, ignoredOf)) return [];
    const severity = severities[problem.code] ?? problem.severity;
    return severity === "off" ? [] : [{ ...problem, severity }];
  });
};
var isServerError = ({ source, severity }) => source === "server" && severity === "error";
var isIgnored = ({ file, line, code }, ignoredOf) => file !== void 0 && line !== void 0 && ignoredOf(file)(line).has(code);
var ignoredByLine = (lines) => memoize((line) => {
  const codes = new Set(ignoredCodes(lines[line - 1]));
  for (let above = line - 2; isCommentLine(lines[above]); above -= 1)
    for (const ignored of ignoredCodes(lines[above])) codes.add(ignored);
  return codes;
});
var isCommentLine = (line) => line?.trimStart().startsWith("#") ?? false;
var ignoredCodes = (line) => IGNORE_COMMENT.exec(line ?? "")?.[1]?.split(/[\s,]+/) ?? [];

// src/lint/merge-problems.ts
var mergeProblems = (lists) => {
  const kept = [];
  const reported2 = /* @__PURE__ */ new Map();
  const unreadable = /* @__PURE__ */ new Map();
  const confirmed = /* @__PURE__ */ new Set();
  const isNew = (problem) => {
    const same = findEqual([...reported2.get(positionKey(problem))?.values() ?? []], problem) ?? unreadableAs(problem);
    if (same !== void 0 && problem.source === "server" && problem.severity === "error") confirmed.add(same);
    return same === void 0;
  };
  const unreadableAs = (problem) => {
    const fault = unreadable.get(problem.file);
    const isOfKey = fault?.code === "complex-key" && fault.line === problem.line && problem.code === "wrong-type";
    return problem.code === "yaml-syntax" || isOfKey ? fault : void 0;
  };
  for (const list of lists) {
    const fresh = list.filter(isNew);
    for (const problem of fresh) {
      kept.push(problem);
      if (problem.line !== void 0) {
        const alike = reported2.get(positionKey(problem)) ?? /* @__PURE__ */ new Map();
        if (!alike.has(comparisonKey(problem))) alike.set(comparisonKey(problem), problem);
        reported2.set(positionKey(problem), alike);
      }
      if (UNREADABLE_CODES.has(problem.code) && !unreadable.has(problem.file)) unreadable.set(problem.file, problem);
    }
  }
  return kept.map((problem) => confirmed.has(problem) ? { ...problem, source: "server", severity: "error" } : problem).toSorted(comparePlaces);
};
var UNREADABLE_CODES = /* @__PURE__ */ new Set([
  "yaml-syntax",
  "merge-conflict",
  "tab-indentation",
  "complex-key",
  "unreadable-number",
  "nested-too-deep"
]);
var GENERIC_CODES = /* @__PURE__ */ new Set(["server-invalid", "wrong-type", "unknown-type", "unknown-property"]);
var ABSENCE_CODES = /* @__PURE__ */ new Set(["missing-property", "empty-tasks"]);
var VALUE_CODES = /* @__PURE__ */ new Set(["wrong-type", "invalid-value", "value-read-differently"]);
var SEVERITY_RANK = { info: 0, warning: 1, error: 2 };
var findEqual = (here, later) => {
  const same = here.find(
    (earlier) => SEVERITY_RANK[earlier.severity] >= SEVERITY_RANK[later.severity] && isSameFault(earlier, later)
  );
  if (same !== void 0 || later.source !== "server" || later.severity !== "error") return same;
  return here.find(
    (earlier) => earlier.code === later.code && isSameAbsence(earlier, later) || VALUE_CODES.has(earlier.code) && GENERIC_CODES.has(later.code)
  );
};
var isSameFault = (earlier, later) => {
  if (earlier.severity !== "error") return earlier.code === later.code;
  if (!ABSENCE_CODES.has(earlier.code)) return earlier.code === later.code || GENERIC_CODES.has(later.code);
  return ABSENCE_CODES.has(later.code) && isSameAbsence(earlier, later);
};
var isSameAbsence = (earlier, later) => {
  if (!ABSENCE_CODES.has(earlier.code)) return true;
  const [known, reported2] = [missingProperty(earlier), missingProperty(later)];
  return known === void 0 || reported2 === void 0 || known === reported2;
};
var comparisonKey = (problem) => JSON.stringify([
  problem.severity,
  problem.code,
  ...ABSENCE_CODES.has(problem.code) ? [missingProperty(problem)] : []
]);
var missingProperty = ({ message }) => /`([^`]+)`[^`]*$/.exec(message)?.[1] ?? /([\w$-]{1,200})(?:"?\])?: /.exec(message)?.[1];
var positionKey = ({ file, line, column }) => JSON.stringify([file, line, column]);
var collapseVersionNotes = (problems, eachOf = []) => {
  const asked = problems.filter((problem) => isVersionRemark(problem) && !eachOf.some((code) => code === problem.code));
  const remarks = Map.groupBy(asked, ({ code }) => code);
  const repeated2 = [...remarks.values()].filter(({ length }) => length > 1);
  const left = new Set(repeated2.flat());
  return [...problems.filter((problem) => !left.has(problem)), ...repeated2.flatMap(collapsedNote)].toSorted(
    comparePlaces
  );
};
var isVersionRemark = ({ code, severity }) => severity !== "error" && codeEntry(code)?.isOfVersion === true;
var OF_UPGRADE = ["removed-syntax", "breaks-on-2", "changes-on-2"];
var MOST_ALIKE = 100;
var collapseRepeated = (problems) => {
  const alike = Map.groupBy(problems, ({ file, code, severity }) => `${severity} ${code} ${file ?? ""}`);
  const many = [...alike.values()].filter(({ length }) => length > MOST_ALIKE);
  if (many.length === 0) return problems;
  const sorted = many.map((same) => same.toSorted(comparePlaces).slice(MOST_ALIKE - 1));
  const collapsed = new Set(sorted.flat());
  return [...problems.filter((problem) => !collapsed.has(problem)), ...sorted.flatMap(countedRest)].toSorted(
    comparePlaces
  );
};
var countedRest = (rest) => {
  const [first] = rest;
  if (first === void 0) return [];
  const { hint: _2, ...place } = first;
  return [
    {
      ...place,
      message: `${first.message} And ${(rest.length - 1).toLocaleString("en-US")} more of this kind in the file.`
    }
  ];
};
var MOST_MESSAGES = 4;
var MOST_PLACES = 3;
var collapsedNote = (remarks) => {
  const sorted = remarks.toSorted(comparePlaces);
  const [first] = sorted;
  if (first === void 0) return [];
  const byMessage = [...Map.groupBy(sorted, ({ message }) => message)];
  const reported2 = byMessage.toSorted(([, a], [, b2]) => b2.length - a.length).slice(0, MOST_MESSAGES).map(([message, same]) => `${message} (${locationsOf2(same)})`);
  const rest = byMessage.length - reported2.length;
  const more = rest > 0 ? [`${rest} more of this kind.`] : [];
  const hint = `${first.hint ?? ""} This depends on the version of the server, which is not known, so it is reported once for the whole tree. With a server, or with its schema in the repository, each place is reported${OF_UPGRADE.some((code) => code === first.code) ? "; `validate` reports each place without them" : ""}.`;
  return [{ ...first, message: [...reported2, ...more].join(" "), hint: hint.trim() }];
};
var locationsOf2 = (problems) => {
  const shown2 = problems.slice(0, MOST_PLACES).map(({ file, line }) => `${file}${line === void 0 ? "" : `:${line}`}`);
  const rest = problems.length - shown2.length;
  const locations = rest > 0 ? `${shown2.join(", ")} and ${rest} more` : shown2.join(", ");
  return problems.length === 1 ? locations : `${problems.length} places: ${locations}`;
};

// src/lint/finalize-findings.ts
var STAGES = [
  { name: "merge own findings", run: (_2, { own: own2 }, { omitted }) => mergeProblems(own2.map(withoutCodes(omitted))) },
  { name: "accepted by server", run: (own2, _2, { accepted }) => downgradeAcceptedByServer(own2, accepted) },
  { name: "merge findings of the server", run: (own2, { server }) => mergeProblems([own2, server]) },
  { name: "rules of the repository", run: (merged, { others }) => [...merged, ...others] },
  {
    name: "hide credentials, sort",
    run: (all2, _2, { sourceOf }) => hideInProblems(all2, sourceOf).toSorted(comparePlaces)
  },
  { name: "strict", run: (sorted, _2, { isStrict: isStrict2 }) => isStrict2 ? escalateRuntimeFailures(sorted) : sorted },
  { name: "settings and comments", run: (sorted, _2, policy) => applySeverities(sorted, policy) },
  {
    name: "notes about versions",
    run: (sorted, _2, { isServerKnown, listedWhole }) => isServerKnown ? sorted : collapseVersionNotes(sorted, listedWhole)
  },
  { name: "many of one kind in one file", run: (sorted) => collapseRepeated(sorted) }
];
var finalizeFindings = (found, policy) => STAGES.reduce((problems, { run }) => run(problems, found, policy), []);
var withoutCodes = (codes) => (list) => list.filter(({ code }) => !codes.has(code));
var escalateRuntimeFailures = (problems) => problems.map(
  (problem) => codeEntry(problem.code)?.failsAtRunTime === true ? { ...problem, severity: RAISED[problem.severity] } : problem
);
var RAISED = { info: "warning", warning: "error", error: "error" };
var mayServerOverrule = ({ code, severity, source }) => severity === "error" && source !== "server" && codeEntry(code)?.isDecidedByServer === true;
var downgradeAcceptedByServer = (problems, accepted) => problems.flatMap((problem) => {
  if (problem.file === void 0 || !accepted.has(problem.file)) return [problem];
  if (problem.code === "removed-syntax") return [];
  return mayServerOverrule(problem) ? [{ ...problem, severity: "warning", hint: acceptedHint(problem.hint) }] : [problem];
});
var acceptedHint = (hint) => `${hint === void 0 ? "" : `${hint} `}This server accepts the flow as it is, so this does not stop the deploy.`;

// node_modules/zod/v4/core/util.js
var util_exports={};__export(util_exports,{BIGINT_FORMAT_RANGES:()=>BIGINT_FORMAT_RANGES,CONSTANT_CATCH:()=>CONSTANT_CATCH,Class:()=>Class,NUMBER_FORMAT_RANGES:()=>NUMBER_FORMAT_RANGES,aborted:()=>aborted,allowsEval:()=>allowsEval,assert:()=>assert,assertEqual:()=>assertEqual,assertIs:()=>assertIs,assertNever:()=>assertNever,assertNotEqual:()=>assertNotEqual,assignProp:()=>assignProp,attachSchema:()=>attachSchema,base64ToUint8Array:()=>base64ToUint8Array,base64urlToUint8Array:()=>base64urlToUint8Array,cached:()=>cached,captureStackTrace:()=>captureStackTrace,cleanEnum:()=>cleanEnum,cleanRegex:()=>cleanRegex,clone:()=>clone,cloneDef:()=>cloneDef,codePointLength:()=>codePointLength,constantCatch:()=>constantCatch,createTransparentProxy:()=>createTransparentProxy,defineLazy:()=>defineLazy,defineLazyInternal:()=>defineLazyInternal,derived:()=>derived,esc:()=>esc,escapeRegex:()=>escapeRegex,explicitlyAborted:()=>explicitlyAborted,extend:()=>extend,finalizeIssue:()=>finalizeIssue,floatSafeRemainder:()=>floatSafeRemainder,getElementAtPath:()=>getElementAtPath,getEnumValues:()=>getEnumValues,getLengthableOrigin:()=>getLengthableOrigin,getParsedType:()=>getParsedType,getSizableOrigin:()=>getSizableOrigin,hexToUint8Array:()=>hexToUint8Array,hide:()=>hide,installLazyProp:()=>installLazyProp,isObject:()=>isObject,isPlainObject:()=>isPlainObject,issue:()=>issue,joinValues:()=>joinValues,jsonStringifyReplacer:()=>jsonStringifyReplacer,members:()=>members,merge:()=>merge,mergeDefs:()=>mergeDefs,normalizeParams:()=>normalizeParams,nullish:()=>nullish,numKeys:()=>numKeys,objectClone:()=>objectClone,omit:()=>omit,optionalKeys:()=>optionalKeys,own:()=>own,parsedType:()=>parsedType,partial:()=>partial,pick:()=>pick,prefixIssues:()=>prefixIssues,primitiveTypes:()=>primitiveTypes,promiseAllObject:()=>promiseAllObject,propertyKeyTypes:()=>propertyKeyTypes,randomString:()=>randomString,rawShape:()=>rawShape,required:()=>required,safeExtend:()=>safeExtend,shallowClone:()=>shallowClone,sizeCaps:()=>sizeCaps,slugify:()=>slugify,stringifyPrimitive:()=>stringifyPrimitive,toZod:()=>toZod,uint8ArrayToBase64:()=>uint8ArrayToBase64,uint8ArrayToBase64url:()=>uint8ArrayToBase64url,uint8ArrayToHex:()=>uint8ArrayToHex,unwrapMessage:()=>unwrapMessage});function assertEqual(val){return val}function assertNotEqual(val){return val}function toZod(){return schema=>schema}function assertIs(_arg){}function assertNever(_x){throw new Error("Unexpected value in exhaustive check")}function assert(_2){}function getEnumValues(entries){const numericValues=Object.values(entries).filter(v2=>typeof v2==="number");const values=Object.entries(entries).filter(([k2,_2])=>numericValues.indexOf(+k2)===-1).map(([_2,v2])=>v2);return values}function joinValues(array2,separator="|"){return array2.map(val=>stringifyPrimitive(val)).join(separator)}function jsonStringifyReplacer(_2,value){if(typeof value==="bigint")return value.toString();return value}var Cached=class{constructor(getter){this._getter=getter;this._value=void 0}get value(){const getter=this._getter;if(getter!==void 0){this._value=getter();this._getter=void 0}return this._value}};function cached(getter){return new Cached(getter)}function nullish(input){return input===null||input===void 0}function cleanRegex(source){const start=source.startsWith("^")?1:0;const end=source.endsWith("$")?source.length-1:source.length;return source.slice(start,end)}function floatSafeRemainder(val,step){const ratio=val/step;const roundedRatio=Math.round(ratio);const tolerance=4*Number.EPSILON*Math.max(Math.abs(ratio),1);if(Math.abs(ratio-roundedRatio)<tolerance)return 0;return ratio-roundedRatio}var EVALUATING=Symbol("evaluating");function defineLazy(object,key,getter){let value=void 0;Object.defineProperty(object,key,{get(){if(value===EVALUATING){return void 0}if(value===void 0){value=EVALUATING;value=getter()}return value},set(v2){Object.defineProperty(object,key,{value:v2})},configurable:true})}function objectClone(obj){return Object.create(Object.getPrototypeOf(obj),Object.getOwnPropertyDescriptors(obj))}function assignProp(target,prop,value){Object.defineProperty(target,prop,{value,writable:true,enumerable:true,configurable:true})}function rawShape(def){const desc=Object.getOwnPropertyDescriptor(def,"shape");return desc?.get?desc.get.raw:desc?.value}function sourceShape(schema){return rawShape(schema._zod.def)??schema._zod.def.shape}function deferProp(target,key,getter){Object.defineProperty(target,key,{get(){const value=getter();assignProp(this,key,value);return value},enumerable:true,configurable:true})}function putProp(target,key,value){if(key in target)assignProp(target,key,value);else target[key]=value}function mirrorShape(target,source,keys,wrap){const raw=sourceShape(source);for(const key of keys){const desc=Object.getOwnPropertyDescriptor(raw,key);if(!desc.enumerable)continue;if(desc.get){deferProp(target,key,()=>{const value=source._zod.def.shape[key];return wrap?wrap(value,key):value})}else putProp(target,key,wrap?wrap(desc.value,key):desc.value)}}function mirrorProps(target,source){for(const key of Reflect.ownKeys(source)){const desc=Object.getOwnPropertyDescriptor(source,key);if(!desc.enumerable)continue;if(desc.get)deferProp(target,key,()=>source[key]);else putProp(target,key,desc.value)}}function mergeDefs(...defs){const mergedDescriptors={};for(const def of defs){const descriptors=Object.getOwnPropertyDescriptors(def);Object.assign(mergedDescriptors,descriptors)}return Object.defineProperties({},mergedDescriptors)}function cloneDef(schema){return mergeDefs(schema._zod.def)}function getElementAtPath(obj,path){if(!path)return obj;return path.reduce((acc,key)=>acc?.[key],obj)}function promiseAllObject(promisesObj){const keys=Object.keys(promisesObj);const promises=keys.map(key=>promisesObj[key]);return Promise.all(promises).then(results=>{const resolvedObj={};for(let i=0;i<keys.length;i++){resolvedObj[keys[i]]=results[i]}return resolvedObj})}function randomString(length=10){const chars="abcdefghijklmnopqrstuvwxyz";let str="";for(let i=0;i<length;i++){str+=chars[Math.floor(Math.random()*chars.length)]}return str}function esc(str){return JSON.stringify(str)}function slugify(input){return input.toLowerCase().trim().replace(/[^\w\s-]/g,"").replace(/[\s_-]+/g,"-").replace(/^-+|-+$/g,"")}var captureStackTrace="captureStackTrace"in Error?Error.captureStackTrace:(..._args)=>{};function isObject(data){return typeof data==="object"&&data!==null&&!Array.isArray(data)}var allowsEval=cached(()=>{if(globalConfig.jitless){return false}if(typeof navigator!=="undefined"&&navigator?.userAgent?.includes("Cloudflare")){return false}try{const F2=Function;new F2("");return true}catch(_2){return false}});function isPlainObject(o){if(isObject(o)===false)return false;const ctor=o.constructor;if(ctor===void 0)return true;if(typeof ctor!=="function")return true;const prot=ctor.prototype;if(isObject(prot)===false)return false;if(Object.prototype.hasOwnProperty.call(prot,"isPrototypeOf")===false){return false}return true}function shallowClone(o){if(isPlainObject(o))return{...o};if(Array.isArray(o))return[...o];if(o instanceof Map)return new Map(o);if(o instanceof Set)return new Set(o);return o}function numKeys(data){let keyCount=0;for(const key in data){if(Object.prototype.hasOwnProperty.call(data,key)){keyCount++}}return keyCount}var getParsedType=data=>{const t=typeof data;switch(t){case"undefined":return"undefined";case"string":return"string";case"number":return Number.isNaN(data)?"nan":"number";case"boolean":return"boolean";case"function":return"function";case"bigint":return"bigint";case"symbol":return"symbol";case"object":if(Array.isArray(data)){return"array"}if(data===null){return"null"}if(data.then&&typeof data.then==="function"&&data.catch&&typeof data.catch==="function"){return"promise"}if(typeof Map!=="undefined"&&data instanceof Map){return"map"}if(typeof Set!=="undefined"&&data instanceof Set){return"set"}if(typeof Date!=="undefined"&&data instanceof Date){return"date"}if(typeof File!=="undefined"&&data instanceof File){return"file"}return"object";default:throw new Error(`Unknown data type: ${t}`)}};var propertyKeyTypes=new Set(["string","number","symbol"]);var primitiveTypes=new Set(["string","number","bigint","boolean","symbol","undefined"]);function escapeRegex(str){return str.replace(/[.*+?^${}()|[\]\\]/g,"\\$&")}function clone(inst,def,params){const cl=new inst._zod.constr(def??inst._zod.def);if(!def||params?.parent)cl._zod.parent=inst;return cl}function normalizeParams(_params){const params=_params;if(!params)return{};if(typeof params==="string")return{error:()=>params};if(params?.message!==void 0){if(params?.error!==void 0)throw new Error("Cannot specify both `message` and `error` params");params.error=params.message}delete params.message;if(typeof params.error==="string")return{...params,error:()=>params.error};return params}function createTransparentProxy(getter){let target;return new Proxy({},{get(_2,prop,receiver){target??(target=getter());return Reflect.get(target,prop,receiver)},set(_2,prop,value,receiver){target??(target=getter());return Reflect.set(target,prop,value,receiver)},has(_2,prop){target??(target=getter());return Reflect.has(target,prop)},deleteProperty(_2,prop){target??(target=getter());return Reflect.deleteProperty(target,prop)},ownKeys(_2){target??(target=getter());return Reflect.ownKeys(target)},getOwnPropertyDescriptor(_2,prop){target??(target=getter());return Reflect.getOwnPropertyDescriptor(target,prop)},defineProperty(_2,prop,descriptor){target??(target=getter());return Reflect.defineProperty(target,prop,descriptor)}})}function stringifyPrimitive(value){if(typeof value==="bigint")return value.toString()+"n";if(typeof value==="string")return`"${value}"`;return`${value}`}function optionalKeys(shape){return Object.keys(shape).filter(k2=>{return shape[k2]._zod.optin!==void 0&&shape[k2]._zod.optout==="optional"})}var NUMBER_FORMAT_RANGES=(()=>({safeint:[Number.MIN_SAFE_INTEGER,Number.MAX_SAFE_INTEGER],int32:[-2147483648,2147483647],uint32:[0,4294967295],float32:[-34028234663852886e22,34028234663852886e22],float64:[-Number.MAX_VALUE,Number.MAX_VALUE]}))();var BIGINT_FORMAT_RANGES={int64:[BigInt("-9223372036854775808"),BigInt("9223372036854775807")],uint64:[BigInt(0),BigInt("18446744073709551615")]};function pick(schema,mask){const currDef=schema._zod.def;const checks=currDef.checks;const hasChecks=checks&&checks.length>0;if(hasChecks){throw new Error(".pick() cannot be used on object schemas containing refinements")}const newShape={};mirrorShape(newShape,schema,maskedKeys(schema,mask));return clone(schema,mergeDefs(currDef,{shape:newShape,checks:[]}))}function maskedKeys(schema,mask){const raw=sourceShape(schema);const keys=[];for(const key of Reflect.ownKeys(mask)){if(!Object.getOwnPropertyDescriptor(raw,key)?.enumerable){throw new Error(`Unrecognized key: "${String(key)}"`)}if(mask[key])keys.push(key)}return keys}function omit(schema,mask){const currDef=schema._zod.def;const checks=currDef.checks;const hasChecks=checks&&checks.length>0;if(hasChecks){throw new Error(".omit() cannot be used on object schemas containing refinements")}const omitted=new Set(maskedKeys(schema,mask));const newShape={};mirrorShape(newShape,schema,Reflect.ownKeys(sourceShape(schema)).filter(key=>!omitted.has(key)));return clone(schema,mergeDefs(currDef,{shape:newShape,checks:[]}))}function extend(schema,shape){if(!isPlainObject(shape)){throw new Error("Invalid input to extend: expected a plain object")}const checks=schema._zod.def.checks;const hasChecks=checks&&checks.length>0;if(hasChecks){const existingShape=sourceShape(schema);for(const key of Reflect.ownKeys(shape)){if(Object.getOwnPropertyDescriptor(existingShape,key)!==void 0){throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.")}}}return clone(schema,mergeDefs(schema._zod.def,{shape:extended(schema,shape)}))}function extended(schema,shape){const newShape={};mirrorShape(newShape,schema,Reflect.ownKeys(sourceShape(schema)));mirrorProps(newShape,shape);return newShape}function safeExtend(schema,shape){if(!isPlainObject(shape)){throw new Error("Invalid input to safeExtend: expected a plain object")}return clone(schema,mergeDefs(schema._zod.def,{shape:extended(schema,shape)}))}function merge(a,b2){if(!b2?._zod?.def){throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.")}if(a._zod.def.checks?.length){throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.")}const newShape={};mirrorShape(newShape,a,Reflect.ownKeys(sourceShape(a)));mirrorShape(newShape,b2,Reflect.ownKeys(sourceShape(b2)));const def=mergeDefs(a._zod.def,{shape:newShape,get catchall(){return b2._zod.def.catchall},checks:b2._zod.def.checks??[]});return clone(a,def)}function partial(Class2,schema,mask,name="partial"){const currDef=schema._zod.def;const checks=currDef.checks;const hasChecks=checks&&checks.length>0;if(hasChecks){throw new Error(`.${name}() cannot be used on object schemas containing refinements`)}const selected=mask?new Set(maskedKeys(schema,mask)):void 0;const newShape={};mirrorShape(newShape,schema,Reflect.ownKeys(sourceShape(schema)),Class2&&((value,key)=>selected&&!selected.has(key)?value:new Class2({type:"optional",innerType:value})));return clone(schema,mergeDefs(schema._zod.def,{shape:newShape,checks:[]}))}function required(Class2,schema,mask){const selected=mask?new Set(maskedKeys(schema,mask)):void 0;const newShape={};mirrorShape(newShape,schema,Reflect.ownKeys(sourceShape(schema)),(value,key)=>selected&&!selected.has(key)?value:new Class2({type:"nonoptional",innerType:value}));return clone(schema,mergeDefs(schema._zod.def,{shape:newShape}))}function aborted(x2,startIndex=0){if(x2.aborted===true)return true;for(let i=startIndex;i<x2.issues.length;i++){if(x2.issues[i]?.continue!==true){return true}}return false}function explicitlyAborted(x2,startIndex=0){if(x2.aborted===true)return true;for(let i=startIndex;i<x2.issues.length;i++){if(x2.issues[i]?.continue===false){return true}}return false}function prefixIssues(path,issues){return issues.map(iss=>{var _a3;(_a3=iss).path??(_a3.path=[]);iss.path.unshift(path);return iss})}function unwrapMessage(message){return typeof message==="string"?message:message?.message}function sizeCaps(defChecks){const caps=[];for(const ch of defChecks??[]){const d=ch._zod.def;if(!/_(length|size)$|_equals$/.test(d.check))break;const max=d.maximum??d.length??d.size;if(max>=0)caps.push([max,ch])}return caps}function attachSchema(issues,start,inst){var _a3;for(let i=start;i<issues.length;i++){(_a3=issues[i]).schema??(_a3.schema=inst)}}function finalizeIssue(iss,ctx,config2){var _a3;const traits=iss.inst?._zod?.traits;if(traits?.has("$ZodType")){if(traits.has("$ZodCheck"))(_a3=iss).schema??(_a3.schema=iss.inst);else iss.schema=iss.inst}const schemaError=iss.schema!==iss.inst?iss.schema?._zod.def?.error:void 0;const message=iss.message?iss.message:unwrapMessage(iss.inst?._zod.def?.error?.(iss))??unwrapMessage(schemaError?.(iss))??unwrapMessage(ctx?.error?.(iss))??unwrapMessage(config2.customError?.(iss))??unwrapMessage(config2.localeError?.(iss))??"Invalid input";const full={};for(const k2 of Object.keys(iss)){if(k2==="inst"||k2==="schema"||k2==="continue"||k2==="input"||k2==="__proto__")continue;full[k2]=iss[k2]}full.path??(full.path=[]);full.message=message;if(ctx?.reportInput){full.input=iss.input}return full}function getSizableOrigin(input){if(input instanceof Set)return"set";if(input instanceof Map)return"map";if(input instanceof File)return"file";return"unknown"}var highSurrogate=/[\uD800-\uDBFF]/;function codePointLength(str){const units=str.length;if(!highSurrogate.test(str))return units;let count=units;for(let i=0;i<units-1;i++){if((str.charCodeAt(i)&64512)===55296&&(str.charCodeAt(i+1)&64512)===56320){count--;i++}}return count}function getLengthableOrigin(input){if(Array.isArray(input))return"array";if(typeof input==="string")return"string";return"unknown"}function parsedType(data){const t=typeof data;switch(t){case"number":{return Number.isNaN(data)?"nan":"number"}case"object":{if(data===null){return"null"}if(Array.isArray(data)){return"array"}const obj=data;if(obj&&Object.getPrototypeOf(obj)!==Object.prototype&&"constructor"in obj&&obj.constructor){return obj.constructor.name}}}return t}function issue(...args){const[iss,input,inst]=args;if(typeof iss==="string"){return{message:iss,code:"custom",input,inst}}return{...iss}}function cleanEnum(obj){return Object.entries(obj).filter(([k2,_2])=>{return Number.isNaN(Number.parseInt(k2,10))}).map(el=>el[1])}function base64ToUint8Array(base642){const binaryString=atob(base642);const bytes=new Uint8Array(binaryString.length);for(let i=0;i<binaryString.length;i++){bytes[i]=binaryString.charCodeAt(i)}return bytes}function uint8ArrayToBase64(bytes){let binaryString="";for(let i=0;i<bytes.length;i++){binaryString+=String.fromCharCode(bytes[i])}return btoa(binaryString)}function base64urlToUint8Array(base64url2){const base642=base64url2.replace(/-/g,"+").replace(/_/g,"/");const padding="=".repeat((4-base642.length%4)%4);return base64ToUint8Array(base642+padding)}function uint8ArrayToBase64url(bytes){return uint8ArrayToBase64(bytes).replace(/\+/g,"-").replace(/\//g,"_").replace(/=/g,"")}function hexToUint8Array(hex){const cleanHex=hex.replace(/^0x/,"");if(cleanHex.length%2!==0){throw new Error("Invalid hex string length")}const bytes=new Uint8Array(cleanHex.length/2);for(let i=0;i<cleanHex.length;i+=2){bytes[i/2]=Number.parseInt(cleanHex.slice(i,i+2),16)}return bytes}function uint8ArrayToHex(bytes){return Array.from(bytes).map(b2=>b2.toString(16).padStart(2,"0")).join("")}var Class=class{constructor(..._args){}};function members(proto,table2){for(const key in table2){const desc=Object.getOwnPropertyDescriptor(table2,key);if(desc.get)Object.defineProperty(proto,key,{...desc,enumerable:false});else defineBound(proto,key,desc.value)}}function own(inst,key,value,enumerable=true){Object.defineProperty(inst,key,{configurable:true,writable:true,enumerable,value});return value}function hide(inst,key,value){return own(inst,key,value,false)}function derived(computes,table2){for(const key in computes){const compute=computes[key];Object.defineProperty(table2,key,{configurable:true,enumerable:true,get(){return own(this,key,compute(this))},set(value){own(this,key,value)}})}return table2}function defineBound(proto,key,fn){Object.defineProperty(proto,key,{configurable:true,get(){return this==null?fn:own(this,key,fn.bind(this))},set(value){own(this,key,value)}})}function claim(inst,sentinel){const proto=Object.getPrototypeOf(inst);return sentinel in proto?void 0:proto}var installing;var broke=false;var breaker={configurable:true,get(){broke=true;return void 0}};function defineLazyInternal(inst,key,compute){const proto=Object.getPrototypeOf(inst._zod);if(key in proto&&installing!==inst._zod){installing=void 0;return}installing=inst._zod;Object.defineProperty(proto,key,{configurable:true,get(){Object.defineProperty(this,key,breaker);const outer=broke;broke=false;try{const value=compute(this);if(broke)delete this[key];else Object.defineProperty(this,key,{configurable:true,writable:true,value});broke=broke||outer;return value}catch(err){delete this[key];broke=broke||outer;throw err}},set(value){Object.defineProperty(this,key,{configurable:true,writable:true,value})}})}function installLazyProp(inst,key,make,enumerable){const proto=claim(inst,key);if(!proto)return;Object.defineProperty(proto,key,{configurable:true,get(){const desc={configurable:true,writable:true,enumerable,value:void 0};Object.defineProperty(this,key,desc);desc.value=make(this);Object.defineProperty(this,key,desc);return desc.value},set(value){Object.defineProperty(this,key,{configurable:true,writable:true,enumerable,value})}})}var CONSTANT_CATCH="~constantCatch";function constantCatch(value){const fn=()=>value;fn[CONSTANT_CATCH]=true;return fn}
// node_modules/zod/v4/core/core.js
var _a;var _zodDesc={value:void 0,enumerable:false};var _E="captureStackTrace"in Error?Error:null;function newError(Definition){const E2=_E;if(E2){const saved=E2.stackTraceLimit;if(typeof saved==="number"){try{E2.stackTraceLimit=0}catch{_E=null;return new Definition}try{return new Definition}finally{E2.stackTraceLimit=saved}}}return new Definition}function $constructor(name,initializer3,proto,params){const zodProto={};function Internals(def){this.def=def;this.constr=_2;this.traits=new Set}Internals.prototype=zodProto;const protoMembers=proto;const initialized=protoMembers&&new WeakSet;function init(inst,def){if(!inst._zod){_zodDesc.value=new Internals(def);try{Object.defineProperty(inst,"_zod",_zodDesc)}finally{_zodDesc.value=void 0}}else if(inst._zod.traits.has(name)){return}inst._zod.traits.add(name);initializer3(inst,def);if(initialized){const own2=Object.getPrototypeOf(inst);const ctorProto=inst._zod.constr.prototype;let up=own2;while(up&&up!==ctorProto)up=Object.getPrototypeOf(up);const target=up??own2;if(!initialized.has(target)){initialized.add(target);members(target,protoMembers)}}const proto2=_2.prototype;for(const k2 in proto2){if(!Object.prototype.hasOwnProperty.call(proto2,k2))continue;if(!(k2 in inst)){inst[k2]=proto2[k2].bind(inst)}}}const Parent=params?.Parent??Object;class Definition extends Parent{}Object.defineProperty(Definition,"name",{value:name});function _2(def){const inst=params?.Parent?newError(Definition):this;init(inst,def);const deferred=inst._zod.deferred;if(deferred){for(const fn of deferred){fn()}inst._zod.deferred=void 0}const pp=globalThis.__zod_globalConfig?.postProcessor;if(pp)pp(inst);return inst}Object.defineProperty(_2,"init",{value:init});Object.defineProperty(_2,Symbol.hasInstance,{value:inst=>{if(params?.Parent&&inst instanceof params.Parent)return true;return inst?._zod?.traits?.has(name)}});Object.defineProperty(_2,"name",{value:name});return _2}var $ZodAsyncError=class extends Error{constructor(){super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`)}};var $ZodEncodeError=class extends Error{constructor(name){super(`Encountered unidirectional transform during encode: ${name}`);this.name="ZodEncodeError"}};(_a=globalThis).__zod_globalConfig??(_a.__zod_globalConfig={});var globalConfig=globalThis.__zod_globalConfig;function config(newConfig){if(newConfig)Object.assign(globalConfig,newConfig);return globalConfig}
// node_modules/zod/v4/core/errors.js
function _getMessage(){const internals=this._zod;internals.message??(internals.message=JSON.stringify(internals.def,jsonStringifyReplacer,2));return internals.message}function _setMessage(value){this._zod.message=value}var _messageDesc={get:_getMessage,set:_setMessage,enumerable:true,configurable:true};var _issuesDesc={value:void 0,enumerable:false};var _installedToString=new WeakSet([Object.prototype,Error.prototype]);var initializer=(inst,def)=>{inst.name="$ZodError";_issuesDesc.value=def;Object.defineProperty(inst,"issues",_issuesDesc);_issuesDesc.value=void 0;Object.defineProperty(inst,"message",_messageDesc);const proto=Object.getPrototypeOf(inst);if(!_installedToString.has(proto)){_installedToString.add(proto);Object.defineProperty(proto,"toString",{configurable:true,enumerable:false,get(){const value=()=>this.message;Object.defineProperty(this,"toString",{value,configurable:true,writable:true});return value},set(value){Object.defineProperty(this,"toString",{value,configurable:true,writable:true})}})}};var $ZodError=$constructor("$ZodError",initializer);var $ZodRealError=$constructor("$ZodError",initializer,void 0,{Parent:Error});function node(obj,key,make){if(!Object.prototype.hasOwnProperty.call(obj,key)){if(key==="__proto__"){Object.defineProperty(obj,key,{value:make(),writable:true,enumerable:true,configurable:true})}else{obj[key]=make()}}return obj[key]}function flattenError(error2,mapper=issue2=>issue2.message){const fieldErrors={};const formErrors=[];for(const sub of error2.issues){if(sub.path.length>0){node(fieldErrors,sub.path[0],()=>[]).push(mapper(sub))}else{formErrors.push(mapper(sub))}}return{formErrors,fieldErrors}}function formatError(error2,mapper=issue2=>issue2.message){const fieldErrors={_errors:[]};const processError=(error3,path=[])=>{for(const issue2 of error3.issues){if(issue2.code==="invalid_union"&&issue2.errors.length){issue2.errors.map(issues=>processError({issues},[...path,...issue2.path]))}else if(issue2.code==="invalid_key"){processError({issues:issue2.issues},[...path,...issue2.path])}else if(issue2.code==="invalid_element"){processError({issues:issue2.issues},[...path,...issue2.path])}else{const fullpath=[...path,...issue2.path];if(fullpath.length===0){fieldErrors._errors.push(mapper(issue2))}else{let curr=fieldErrors;let i=0;while(i<fullpath.length){const el=fullpath[i];const terminal=i===fullpath.length-1;if(el==="_errors"){if(terminal)curr._errors.push(mapper(issue2));i++;continue}if(!Object.prototype.hasOwnProperty.call(curr,el)){Object.defineProperty(curr,el,{value:{_errors:[]},enumerable:true,writable:true,configurable:true})}const node2=curr[el];if(terminal){node2._errors.push(mapper(issue2))}curr=node2;i++}}}}};processError(error2);return fieldErrors}
// node_modules/zod/v4/core/parse.js
function finalizeParams(callee,params){return{callee:params?.callee??callee,Err:params?.Err}}var _parse=_Err=>{const fn=(schema,value,_ctx,_params)=>{const ctx=_ctx?{..._ctx,async:false}:{async:false};const result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise){throw new $ZodAsyncError}if(result.issues.length){const e=new(_params?.Err??_Err)(result.issues.map(iss=>finalizeIssue(iss,ctx,config())));captureStackTrace(e,_params?.callee??fn);throw e}return result.value};return fn};var _parseAsync=_Err=>{const fn=async(schema,value,_ctx,params)=>{const ctx=_ctx?{..._ctx,async:true}:{async:true};let result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise)result=await result;if(result.issues.length){const e=new(params?.Err??_Err)(result.issues.map(iss=>finalizeIssue(iss,ctx,config())));captureStackTrace(e,params?.callee??fn);throw e}return result.value};return fn};var _safeParse=_Err=>(schema,value,_ctx)=>{const ctx=_ctx?{..._ctx,async:false}:{async:false};const result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise){throw new $ZodAsyncError}return result.issues.length?failure(_Err,result.issues,ctx):{success:true,data:result.value}};function failure(Err,issues,ctx){let error2;return{success:false,get error(){if(!error2){error2=new Err(issues.map(iss=>finalizeIssue(iss,ctx,config())));issues=void 0;ctx=void 0}return error2},set error(e){error2=e;issues=void 0;ctx=void 0}}}var _safeParseAsync=_Err=>async(schema,value,_ctx)=>{const ctx=_ctx?{..._ctx,async:true}:{async:true};let result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise)result=await result;return result.issues.length?failure(_Err,result.issues,ctx):{success:true,data:result.value}};var COMPILE_INVALID=Symbol.for("zod.compile.invalid");var COMPILE_FALLBACK=Symbol.for("zod.compile.fallback");var validate=((schema,value,_ctx)=>{const validator=schema._zod.bag.validator;if(validator!==void 0){if(validator(value)!==COMPILE_INVALID)return true;if(validator.definite===true&&_ctx===void 0)return false}return validateFallback(schema,value,_ctx)});function validateFallback(schema,value,_ctx){const ctx=_ctx?{..._ctx,async:false,abortEarly:true}:{async:false,abortEarly:true};const fallbackRun=schema._zod.bag.fallbackRun;let result;if(fallbackRun){ctx[COMPILE_FALLBACK]=true;result=fallbackRun({value,issues:[]},ctx)}else{result=schema._zod.run({value,issues:[]},ctx)}if(result instanceof Promise){throw new $ZodAsyncError}return result.issues.length===0}var validateAsync=async(schema,value,_ctx)=>{const ctx=_ctx?{..._ctx,async:true,abortEarly:true}:{async:true,abortEarly:true};let result=schema._zod.run({value,issues:[]},ctx);if(result instanceof Promise)result=await result;return result.issues.length===0};var _encode=_Err=>{const parse3=_parse(_Err);const fn=(schema,value,_ctx,_params)=>{const ctx=_ctx?{..._ctx,direction:"backward"}:{direction:"backward"};return parse3(schema,value,ctx,finalizeParams(fn,_params))};return fn};var _decode=_Err=>{const parse3=_parse(_Err);const fn=(schema,value,_ctx,_params)=>{return parse3(schema,value,_ctx,finalizeParams(fn,_params))};return fn};var _encodeAsync=_Err=>{const parseAsync2=_parseAsync(_Err);const fn=async(schema,value,_ctx,_params)=>{const ctx=_ctx?{..._ctx,direction:"backward"}:{direction:"backward"};return await parseAsync2(schema,value,ctx,finalizeParams(fn,_params))};return fn};var _decodeAsync=_Err=>{const parseAsync2=_parseAsync(_Err);const fn=async(schema,value,_ctx,_params)=>{return await parseAsync2(schema,value,_ctx,finalizeParams(fn,_params))};return fn};var _safeEncode=_Err=>(schema,value,_ctx)=>{const ctx=_ctx?{..._ctx,direction:"backward"}:{direction:"backward"};return _safeParse(_Err)(schema,value,ctx)};var _safeDecode=_Err=>(schema,value,_ctx)=>{return _safeParse(_Err)(schema,value,_ctx)};var _safeEncodeAsync=_Err=>async(schema,value,_ctx)=>{const ctx=_ctx?{..._ctx,direction:"backward"}:{direction:"backward"};return _safeParseAsync(_Err)(schema,value,ctx)};var _safeDecodeAsync=_Err=>async(schema,value,_ctx)=>{return _safeParseAsync(_Err)(schema,value,_ctx)};
// node_modules/zod/v4/core/regexes.js
var cuid=/^[cC][0-9a-z]{6,}$/;var cuid2=/^[0-9a-z]+$/;var ulid=/^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;var xid=/^[0-9a-vA-V]{20}$/;var ksuid=/^[A-Za-z0-9]{27}$/;var nanoid=/^[a-zA-Z0-9_-]{21}$/;function nanoidOfLength(length){return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`)}var duration=/^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;var guid=/^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;var uuid=version2=>{if(!version2)return/^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version2}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`)};var email=/^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;var _emoji=`^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;function emoji(){return new RegExp(_emoji,"u")}var ipv4=/^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;var ipv6=/^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;var cidrv4=/^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;var cidrv6=/^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;var base64=/^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;var base64url=/^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;var httpProtocol=/^https?$/;var e164=/^\+[1-9]\d{6,14}$/;var dateSource=`(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;function anchor(source){return new RegExp(`^${source}$`)}var date=anchor(dateSource);function timeSource(args){const hhmm=`(?:[01]\\d|2[0-3]):[0-5]\\d`;const regex=typeof args.precision==="number"?args.precision===-1?`${hhmm}`:args.precision===0?`${hhmm}:[0-5]\\d`:`${hhmm}:[0-5]\\d\\.\\d{${args.precision}}`:args.seconds?`${hhmm}:[0-5]\\d(?:\\.\\d+)?`:`${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;return regex}function time(args){return new RegExp(`^${timeSource(args)}$`)}function datetime(args){const opts=["Z"];if(args.offset)opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);const qualified=`${timeSource({precision:args.precision,seconds:true})}(?:${opts.join("|")})`;const timeRegex=args.local?`${qualified}|${timeSource({precision:args.precision})}`:qualified;return new RegExp(`^${dateSource}T(?:${timeRegex})$`)}var anyString=/^[\s\S]{0,}$/;var integer=/^-?\d+$/;var number=/^-?\d+(?:\.\d+)?$/;var lowercase=/^[^A-Z]*$/;var uppercase=/^[^a-z]*$/;
// node_modules/zod/v4/core/checks.js
var $ZodCheck=$constructor("$ZodCheck",(inst,def)=>{var _a3;inst._zod??(inst._zod={});inst._zod.def=def;(_a3=inst._zod).onattach??(_a3.onattach=[])});var _whenHasLength=payload=>{const val=payload.value;return!nullish(val)&&val.length!==void 0};var $ZodCheckMaxLength=$constructor("$ZodCheckMaxLength",(inst,def)=>{var _a3;$ZodCheck.init(inst,def);(_a3=inst._zod.def).when??(_a3.when=_whenHasLength);inst._zod.check=payload=>{const input=payload.value;const units=input.length;const length=typeof input==="string"&&units>def.maximum?codePointLength(input):units;if(length<=def.maximum)return;const origin=getLengthableOrigin(input);payload.issues.push({origin,code:"too_big",maximum:def.maximum,inclusive:true,input,inst,continue:!def.abort})}});var $ZodCheckMinLength=$constructor("$ZodCheckMinLength",(inst,def)=>{var _a3;$ZodCheck.init(inst,def);(_a3=inst._zod.def).when??(_a3.when=_whenHasLength);inst._zod.check=payload=>{const input=payload.value;const units=input.length;const length=typeof input==="string"&&units>=def.minimum&&units<def.minimum*2?codePointLength(input):units;if(length>=def.minimum)return;const origin=getLengthableOrigin(input);payload.issues.push({origin,code:"too_small",minimum:def.minimum,inclusive:true,input,inst,continue:!def.abort})}});var $ZodCheckLengthEquals=$constructor("$ZodCheckLengthEquals",(inst,def)=>{var _a3;$ZodCheck.init(inst,def);(_a3=inst._zod.def).when??(_a3.when=_whenHasLength);inst._zod.check=payload=>{const input=payload.value;const units=input.length;const length=typeof input==="string"&&units>=def.length&&units<=def.length*2?codePointLength(input):units;if(length===def.length)return;const origin=getLengthableOrigin(input);const tooBig=length>def.length;payload.issues.push({origin,...tooBig?{code:"too_big",maximum:def.length}:{code:"too_small",minimum:def.length},inclusive:true,exact:true,input:payload.value,inst,continue:!def.abort})}});var $ZodCheckStringFormat=$constructor("$ZodCheckStringFormat",(inst,def)=>{var _a3,_b;$ZodCheck.init(inst,def);if(def.pattern)(_a3=inst._zod).check??(_a3.check=payload=>{def.pattern.lastIndex=0;if(def.pattern.test(payload.value))return;payload.issues.push({origin:"string",code:"invalid_format",format:def.format,input:payload.value,...def.pattern?{pattern:def.pattern.toString()}:{},inst,continue:!def.abort})});else(_b=inst._zod).check??(_b.check=()=>{})});var $ZodCheckRegex=$constructor("$ZodCheckRegex",(inst,def)=>{$ZodCheckStringFormat.init(inst,def);inst._zod.check=payload=>{def.pattern.lastIndex=0;if(def.pattern.test(payload.value))return;payload.issues.push({origin:"string",code:"invalid_format",format:"regex",input:payload.value,pattern:def.pattern.toString(),inst,continue:!def.abort})}});var $ZodCheckLowerCase=$constructor("$ZodCheckLowerCase",(inst,def)=>{def.pattern??(def.pattern=lowercase);$ZodCheckStringFormat.init(inst,def)});var $ZodCheckUpperCase=$constructor("$ZodCheckUpperCase",(inst,def)=>{def.pattern??(def.pattern=uppercase);$ZodCheckStringFormat.init(inst,def)});var $ZodCheckIncludes=$constructor("$ZodCheckIncludes",(inst,def)=>{$ZodCheck.init(inst,def);const escapedRegex=escapeRegex(def.includes);const pattern=new RegExp(typeof def.position==="number"?`^.{${def.position},}${escapedRegex}`:escapedRegex);def.pattern=pattern;inst._zod.check=payload=>{if(payload.value.includes(def.includes,def.position))return;payload.issues.push({origin:"string",code:"invalid_format",format:"includes",includes:def.includes,input:payload.value,inst,continue:!def.abort})}});var $ZodCheckStartsWith=$constructor("$ZodCheckStartsWith",(inst,def)=>{$ZodCheck.init(inst,def);const pattern=new RegExp(`^${escapeRegex(def.prefix)}.*`);def.pattern??(def.pattern=pattern);inst._zod.check=payload=>{if(payload.value.startsWith(def.prefix))return;payload.issues.push({origin:"string",code:"invalid_format",format:"starts_with",prefix:def.prefix,input:payload.value,inst,continue:!def.abort})}});var $ZodCheckEndsWith=$constructor("$ZodCheckEndsWith",(inst,def)=>{$ZodCheck.init(inst,def);const pattern=new RegExp(`.*${escapeRegex(def.suffix)}$`);def.pattern??(def.pattern=pattern);inst._zod.check=payload=>{if(payload.value.endsWith(def.suffix))return;payload.issues.push({origin:"string",code:"invalid_format",format:"ends_with",suffix:def.suffix,input:payload.value,inst,continue:!def.abort})}});var $ZodCheckOverwrite=$constructor("$ZodCheckOverwrite",(inst,def)=>{$ZodCheck.init(inst,def);inst._zod.check=payload=>{payload.value=def.tx(payload.value)}});
// node_modules/zod/v4/core/doc.js
var Doc=class{constructor(args=[],closed={}){this.content=[];this.indent=0;this.args=args;this.closed=closed}indented(fn){this.indent+=1;try{fn(this)}finally{this.indent-=1}}write(arg){if(typeof arg==="function"){arg(this,{execution:"sync"});arg(this,{execution:"async"});return}const content=arg;const lines=content.split("\n").filter(x2=>x2);const minIndent=Math.min(...lines.map(x2=>x2.length-x2.trimStart().length));const dedented=lines.map(x2=>x2.slice(minIndent)).map(x2=>" ".repeat(this.indent*2)+x2);for(const line of dedented){this.content.push(line)}}compile(){const F2=Function;const content=this?.content??[``];const factory=new F2(...Object.keys(this.closed),`return function (${this.args.join(", ")}) {
${content.join("\n")}
};`);return factory(...Object.values(this.closed))}};
// node_modules/zod/v4/core/versions.js
var version={major:4,minor:6,patch:7};
// node_modules/zod/v4/core/schemas.js
var $ZodType=$constructor("$ZodType",(inst,def)=>{var _a3;inst??(inst={});inst._zod.def=def;inst._zod.bag=inst._zod.bag||{};inst._zod.version=version;const defChecks=inst._zod.def.checks;const checks=inst._zod.traits.has("$ZodCheck")?[inst,...defChecks??[]]:defChecks?.length?[...defChecks]:[];for(const ch of checks){for(const fn of ch._zod.onattach){fn(inst)}}if(checks.length===0){(_a3=inst._zod).deferred??(_a3.deferred=[]);inst._zod.deferred?.push(()=>{inst._zod.run=inst._zod.parse})}else{const runChecks=(payload,checks2,ctx)=>{if(payload.memo)return payload;let isAborted=aborted(payload);let asyncResult;for(const ch of checks2){if(ch._zod.def.when){if(explicitlyAborted(payload))continue;const shouldRun=ch._zod.def.when(payload);if(!shouldRun)continue}else if(isAborted){continue}const currLen=payload.issues.length;const _2=ch._zod.check(payload);if(_2 instanceof Promise&&ctx?.async===false){throw new $ZodAsyncError}if(asyncResult||_2 instanceof Promise){asyncResult=(asyncResult??Promise.resolve()).then(async()=>{await _2;const nextLen=payload.issues.length;if(nextLen===currLen)return;attachSchema(payload.issues,currLen,inst);if(!isAborted)isAborted=aborted(payload,currLen)})}else{const nextLen=payload.issues.length;if(nextLen===currLen)continue;attachSchema(payload.issues,currLen,inst);if(!isAborted)isAborted=aborted(payload,currLen)}}if(asyncResult){return asyncResult.then(()=>{return payload})}return payload};const handleCanaryResult=(canary,payload,ctx)=>{if(aborted(canary)){canary.aborted=true;return canary}const checkResult=runChecks(payload,checks,ctx);if(checkResult instanceof Promise){if(ctx.async===false)throw new $ZodAsyncError;return checkResult.then(checkResult2=>inst._zod.parse(checkResult2,ctx))}return inst._zod.parse(checkResult,ctx)};inst._zod.run=(payload,ctx)=>{if(ctx.skipChecks){return inst._zod.parse(payload,ctx)}if(ctx.direction==="backward"){const canary=inst._zod.parse({value:payload.value,issues:[]},{...ctx,skipChecks:true});if(canary instanceof Promise){return canary.then(canary2=>{return handleCanaryResult(canary2,payload,ctx)})}return handleCanaryResult(canary,payload,ctx)}const result=inst._zod.parse(payload,ctx);if(result instanceof Promise){if(ctx.async===false)throw new $ZodAsyncError;return result.then(result2=>runChecks(result2,checks,ctx))}return runChecks(result,checks,ctx)}}},{get"~standard"(){return hide(this,"~standard",standardProps(this))},set"~standard"(value){own(this,"~standard",value)}});var toStandardResult=(r,ctx)=>r.issues.length?{issues:r.issues.map(iss=>finalizeIssue(iss,ctx,config()))}:{value:r.value};async function validateAsync2(inst,value){const ctx={async:true};return toStandardResult(await inst._zod.run({value,issues:[]},ctx),ctx)}function standardProps(inst){return{validate:value=>{const ctx={async:false};try{const r=inst._zod.run({value,issues:[]},ctx);if(!(r instanceof Promise))return toStandardResult(r,ctx)}catch(_2){}return validateAsync2(inst,value)},vendor:"zod",version:1}}var $ZodString=$constructor("$ZodString",(inst,def)=>{$ZodType.init(inst,def);inst._zod.pattern=def.pattern??anyString;inst._zod.parse=(payload,_2)=>{if(def.coerce)try{payload.value=String(payload.value)}catch(_3){}if(typeof payload.value==="string")return payload;payload.issues.push({expected:"string",code:"invalid_type",input:payload.value,inst});return payload}});var $ZodStringFormat=$constructor("$ZodStringFormat",(inst,def)=>{$ZodCheckStringFormat.init(inst,def);$ZodString.init(inst,def)});var $ZodGUID=$constructor("$ZodGUID",(inst,def)=>{def.pattern??(def.pattern=guid);$ZodStringFormat.init(inst,def)});var $ZodUUID=$constructor("$ZodUUID",(inst,def)=>{if(def.version){const versionMap={v1:1,v2:2,v3:3,v4:4,v5:5,v6:6,v7:7,v8:8};const v2=versionMap[def.version];if(v2===void 0)throw new Error(`Invalid UUID version: "${def.version}"`);def.pattern??(def.pattern=uuid(v2))}else def.pattern??(def.pattern=uuid());$ZodStringFormat.init(inst,def)});var $ZodEmail=$constructor("$ZodEmail",(inst,def)=>{def.pattern??(def.pattern=email);$ZodStringFormat.init(inst,def)});var URL_BAD_FORMAT=1;var URL_UNPARSEABLE=2;function canParseURL(input){try{if(typeof URL!=="undefined"&&typeof URL.canParse==="function")return URL.canParse(input);new URL(input);return true}catch{return false}}function validateURL(trimmed,def){if(!("normalize"in def)&&!("hostname"in def)&&!("protocol"in def)){return canParseURL(trimmed)||URL_UNPARSEABLE}return parseURLObject(trimmed,def)}function parseURLObject(trimmed,def){if(!def.normalize&&def.protocol?.source===httpProtocol.source&&!/^https?:\/\//i.test(trimmed)){return URL_BAD_FORMAT}try{if(typeof URL!=="undefined"){const URLStatic=URL;if(typeof URLStatic.parse==="function")return URLStatic.parse(trimmed)??URL_UNPARSEABLE}return new URL(trimmed)}catch{return URL_UNPARSEABLE}}var asciiTabOrNewline=/[\t\n\r]/g;function stripTabAndNewline(value){return value.replace(asciiTabOrNewline,"")}function urlHostnameOk(url,hostname){hostname.lastIndex=0;return hostname.test(url.hostname)}function urlProtocolOk(url,protocol){protocol.lastIndex=0;return protocol.test(url.protocol.endsWith(":")?url.protocol.slice(0,-1):url.protocol)}var $ZodURL=$constructor("$ZodURL",(inst,def)=>{$ZodStringFormat.init(inst,def);inst._zod.check=payload=>{try{const trimmed=payload.value.trim();const url=validateURL(trimmed,def);if(url===URL_BAD_FORMAT){payload.issues.push({code:"invalid_format",format:"url",note:"Invalid URL format",input:payload.value,inst,continue:!def.abort});return}if(url===URL_UNPARSEABLE){payload.issues.push({code:"invalid_format",format:"url",input:payload.value,inst,continue:!def.abort});return}if(url===true){payload.value=stripTabAndNewline(trimmed);return}if(def.hostname&&!urlHostnameOk(url,def.hostname)){payload.issues.push({code:"invalid_format",format:"url",note:"Invalid hostname",pattern:def.hostname.source,input:payload.value,inst,continue:!def.abort})}if(def.protocol&&!urlProtocolOk(url,def.protocol)){payload.issues.push({code:"invalid_format",format:"url",note:"Invalid protocol",pattern:def.protocol.source,input:payload.value,inst,continue:!def.abort})}payload.value=def.normalize?url.href:stripTabAndNewline(trimmed);return}catch(_2){payload.issues.push({code:"invalid_format",format:"url",input:payload.value,inst,continue:!def.abort})}}});var $ZodEmoji=$constructor("$ZodEmoji",(inst,def)=>{def.pattern??(def.pattern=emoji());$ZodStringFormat.init(inst,def)});var $ZodNanoID=$constructor("$ZodNanoID",(inst,def)=>{if(def.length!==void 0&&(!Number.isInteger(def.length)||def.length<1))throw new Error(`Invalid nanoid length: ${def.length}`);def.pattern??(def.pattern=def.length===void 0?nanoid:nanoidOfLength(def.length));$ZodStringFormat.init(inst,def)});var $ZodCUID=$constructor("$ZodCUID",(inst,def)=>{def.pattern??(def.pattern=cuid);$ZodStringFormat.init(inst,def)});var $ZodCUID2=$constructor("$ZodCUID2",(inst,def)=>{def.pattern??(def.pattern=cuid2);$ZodStringFormat.init(inst,def)});var $ZodULID=$constructor("$ZodULID",(inst,def)=>{def.pattern??(def.pattern=ulid);$ZodStringFormat.init(inst,def)});var $ZodXID=$constructor("$ZodXID",(inst,def)=>{def.pattern??(def.pattern=xid);$ZodStringFormat.init(inst,def)});var $ZodKSUID=$constructor("$ZodKSUID",(inst,def)=>{def.pattern??(def.pattern=ksuid);$ZodStringFormat.init(inst,def)});var $ZodISODateTime=$constructor("$ZodISODateTime",(inst,def)=>{def.pattern??(def.pattern=datetime(def));$ZodStringFormat.init(inst,def)});var $ZodISODate=$constructor("$ZodISODate",(inst,def)=>{def.pattern??(def.pattern=date);$ZodStringFormat.init(inst,def)});var $ZodISOTime=$constructor("$ZodISOTime",(inst,def)=>{def.pattern??(def.pattern=time(def));$ZodStringFormat.init(inst,def)});var $ZodISODuration=$constructor("$ZodISODuration",(inst,def)=>{def.pattern??(def.pattern=duration);$ZodStringFormat.init(inst,def)});var $ZodIPv4=$constructor("$ZodIPv4",(inst,def)=>{def.pattern??(def.pattern=ipv4);$ZodStringFormat.init(inst,def)});var ipv6Alphabet=/^[0-9a-fA-F:.]+$/;function isValidIPv6(value){if(!ipv6Alphabet.test(value))return false;return canParseURL(`http://[${value}]`)}var $ZodIPv6=$constructor("$ZodIPv6",(inst,def)=>{def.pattern??(def.pattern=ipv6);$ZodStringFormat.init(inst,def);inst._zod.check=payload=>{if(!isValidIPv6(payload.value)){payload.issues.push({code:"invalid_format",format:"ipv6",input:payload.value,inst,continue:!def.abort})}}});var $ZodCIDRv4=$constructor("$ZodCIDRv4",(inst,def)=>{def.pattern??(def.pattern=cidrv4);$ZodStringFormat.init(inst,def)});function isValidCIDRv6(value){const parts=value.split("/");if(parts.length!==2)return false;const[address,prefix]=parts;if(!prefix)return false;const prefixNum=Number(prefix);if(`${prefixNum}`!==prefix)return false;if(prefixNum<0||prefixNum>128)return false;return isValidIPv6(address)}var $ZodCIDRv6=$constructor("$ZodCIDRv6",(inst,def)=>{def.pattern??(def.pattern=cidrv6);$ZodStringFormat.init(inst,def);inst._zod.check=payload=>{if(!isValidCIDRv6(payload.value)){payload.issues.push({code:"invalid_format",format:"cidrv6",input:payload.value,inst,continue:!def.abort})}}});function isValidBase64(data){if(data==="")return true;if(/\s/.test(data))return false;if(data.length%4!==0)return false;try{atob(data);return true}catch{return false}}var base64Charset=/^[0-9a-zA-Z+/]*={0,2}$/;var $ZodBase64=$constructor("$ZodBase64",(inst,def)=>{def.pattern??(def.pattern=base64Charset);$ZodStringFormat.init(inst,def);inst._zod.check=payload=>{if(isValidBase64(payload.value))return;payload.issues.push({code:"invalid_format",format:"base64",input:payload.value,inst,continue:!def.abort})}});var base64urlCharset=/^[A-Za-z0-9_-]*$/;function isValidBase64URL(data){if(!base64urlCharset.test(data))return false;const base642=data.replace(/[-_]/g,c2=>c2==="-"?"+":"/");const padded=base642.padEnd(Math.ceil(base642.length/4)*4,"=");return isValidBase64(padded)}var $ZodBase64URL=$constructor("$ZodBase64URL",(inst,def)=>{def.pattern??(def.pattern=base64urlCharset);$ZodStringFormat.init(inst,def);inst._zod.check=payload=>{if(isValidBase64URL(payload.value))return;payload.issues.push({code:"invalid_format",format:"base64url",input:payload.value,inst,continue:!def.abort})}});var $ZodE164=$constructor("$ZodE164",(inst,def)=>{def.pattern??(def.pattern=e164);$ZodStringFormat.init(inst,def)});function isValidJWT(token,algorithm=null){try{const tokensParts=token.split(".");if(tokensParts.length!==3)return false;const[header]=tokensParts;if(!header)return false;const parsedHeader=JSON.parse(atob(header));if("typ"in parsedHeader&&parsedHeader?.typ!=="JWT")return false;if(!parsedHeader.alg)return false;if(algorithm&&(!("alg"in parsedHeader)||parsedHeader.alg!==algorithm))return false;return true}catch{return false}}var $ZodJWT=$constructor("$ZodJWT",(inst,def)=>{$ZodStringFormat.init(inst,def);inst._zod.check=payload=>{if(isValidJWT(payload.value,def.alg))return;payload.issues.push({code:"invalid_format",format:"jwt",input:payload.value,inst,continue:!def.abort})}});var $ZodUnknown=$constructor("$ZodUnknown",(inst,def)=>{$ZodType.init(inst,def);inst._zod.parse=payload=>payload});var $ZodNever=$constructor("$ZodNever",(inst,def)=>{$ZodType.init(inst,def);inst._zod.parse=(payload,_ctx)=>{payload.issues.push({expected:"never",code:"invalid_type",input:payload.value,inst});return payload}});function capSize(inst,size){const caps=sizeCaps(inst._zod.def.checks);if(!caps.length)return;const cap=Math.min(...caps.map(c2=>c2[0]));const parse3=inst._zod.parse;inst._zod.parse=(payload,ctx)=>{const n=size(payload.value);if(n>cap&&!ctx?.skipChecks&&ctx?.direction!=="backward"){for(const[max,ch]of sizeCaps(inst._zod.def.checks)){if(n>max&&ch._zod.def.when(payload)){const start=payload.issues.length;ch._zod.check(payload);payload.issues[start].continue=false;attachSchema(payload.issues,start,inst);return payload}}}return parse3(payload,ctx)}}var arraySize=input=>Array.isArray(input)?input.length:-1;function handleArrayResult(result,final,index){if(result.issues.length){final.issues.push(...prefixIssues(index,result.issues))}final.value[index]=result.value}var $ZodArray=$constructor("$ZodArray",(inst,def)=>{$ZodType.init(inst,def);const memo2=globalConfig.memoizer;memo2?.attach(inst);inst._zod.parse=(payload,ctx)=>{const input=payload.value;if(!Array.isArray(input)){payload.issues.push({expected:"array",code:"invalid_type",input,inst});return payload}payload.value=memo2?memo2.alloc(inst,payload,Array(input.length),ctx):Array(input.length);const proms=[];const abortEarly=ctx?.abortEarly;for(let i=0;i<input.length;i++){const item=input[i];const result=def.element._zod.run({value:item,issues:[]},ctx);if(result instanceof Promise){proms.push(result.then(result2=>handleArrayResult(result2,payload,i)))}else{handleArrayResult(result,payload,i);if(abortEarly&&result.issues.length!==0&&aborted(result))break}}if(proms.length){return Promise.all(proms).then(()=>payload)}return payload};capSize(inst,arraySize)});function handlePropertyResult(result,final,key,input,optin,optout){const isPresent=key in input;const isOptionalOut=optout==="optional";if(!isPresent&&isOptionalOut&&optin==="optional"){return}if(result.issues.length){if(optin!==void 0&&isOptionalOut&&!isPresent){return}final.issues.push(...prefixIssues(key,result.issues))}if(!isPresent&&optin===void 0){if(!result.issues.length){final.issues.push({code:"invalid_type",expected:"nonoptional",input:void 0,path:[key]})}return}if(result.value===void 0){if(isPresent||optin==="defaulted"&&!isOptionalOut){final.value[key]=void 0}}else{final.value[key]=result.value}}var NO_SYMBOL_KEYS=[];function normalizeDef(def){const keys=Object.keys(def.shape);const ownSymbols=Object.getOwnPropertySymbols(def.shape);const symbolKeys=ownSymbols.length?ownSymbols:NO_SYMBOL_KEYS;const allKeys=symbolKeys.length?[...keys,...symbolKeys]:keys;for(const k2 of allKeys){if(!def.shape?.[k2]?._zod?.traits?.has("$ZodType")){throw new Error(`Invalid element at key "${String(k2)}": expected a Zod schema`)}}const okeys=optionalKeys(def.shape);return{...def,allKeys,symbolKeys,keySet:new Set(keys),numKeys:keys.length,optionalKeys:new Set(okeys)}}function handleCatchall(proms,input,payload,ctx,def,inst,abortEarly){const unrecognized=[];const keySet=def.keySet;const _catchall=def.catchall._zod;const t=_catchall.def.type;const optin=_catchall.optin;const optout=_catchall.optout;let seen=0;for(const key in input){if(abortEarly&&payload.issues.length!==seen){if(aborted(payload,seen))break;seen=payload.issues.length}if(keySet.has(key))continue;if(key==="__proto__"){if(t==="never")unrecognized.push(key);continue}if(t==="never"){unrecognized.push(key);continue}const r=_catchall.run({value:input[key],issues:[]},ctx);if(r instanceof Promise){proms.push(r.then(r2=>handlePropertyResult(r2,payload,key,input,optin,optout)))}else{handlePropertyResult(r,payload,key,input,optin,optout)}}if(unrecognized.length){payload.issues.push({code:"unrecognized_keys",keys:unrecognized,input,inst,continue:true})}if(!proms.length)return payload;return Promise.all(proms).then(()=>{return payload})}var $ZodObject=$constructor("$ZodObject",(inst,def)=>{$ZodType.init(inst,def);const desc=Object.getOwnPropertyDescriptor(def,"shape");const sh=desc?.get?desc.get.raw:def.shape??{};if(sh){const get=()=>{const newSh={...sh};Object.defineProperty(def,"shape",{value:newSh});get.raw=newSh;return newSh};get.raw=sh;Object.defineProperty(def,"shape",{get})}const _normalized=cached(()=>normalizeDef(def));defineLazyInternal(inst,"propValues",zod=>{const shape=zod.def.shape;const propValues={};for(const key in shape){const field=shape[key]._zod;if(field.values){if(!Object.prototype.hasOwnProperty.call(propValues,key)){assignProp(propValues,key,new Set)}for(const v2 of field.values)propValues[key].add(v2);if(field.optin!==void 0)propValues[key].add(void 0)}}return propValues});const isObject2=isObject;const catchall=def.catchall;let value;const memo2=globalConfig.memoizer;memo2?.attach(inst);inst._zod.parse=(payload,ctx)=>{value??(value=_normalized.value);const input=payload.value;if(!isObject2(input)){payload.issues.push({expected:"object",code:"invalid_type",input,inst});return payload}payload.value=memo2?memo2.alloc(inst,payload,{},ctx):{};const proms=[];const shape=value.shape;const abortEarly=ctx?.abortEarly;let seen=payload.issues.length;for(const key of value.allKeys){if(abortEarly&&payload.issues.length!==seen){if(aborted(payload,seen))break;seen=payload.issues.length}if(key==="__proto__")continue;const el=shape[key];const optin=el._zod.optin;const optout=el._zod.optout;const r=el._zod.run({value:input[key],issues:[]},ctx);if(r instanceof Promise){proms.push(r.then(r2=>handlePropertyResult(r2,payload,key,input,optin,optout)))}else{handlePropertyResult(r,payload,key,input,optin,optout)}}if(!catchall){return proms.length?Promise.all(proms).then(()=>payload):payload}return handleCatchall(proms,input,payload,ctx,_normalized.value,inst,abortEarly===true)}});var $ZodObjectJIT=$constructor("$ZodObjectJIT",(inst,def)=>{$ZodObject.init(inst,def);const superParse=inst._zod.parse;const _normalized=cached(()=>normalizeDef(def));const memo2=globalConfig.memoizer;const generateFastpass=shape=>{const normalized2=_normalized.value;const syms=normalized2.symbolKeys;const doc=new Doc(["payload","ctx"],{shape,inst,memo:memo2,syms});const parseStr=k2=>`shape[${k2}]._zod.run({ value: input[${k2}], issues: [] }, ctx)`;const prefixStr=(id,k2)=>`
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k2}, ...iss.path] : [${k2}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;doc.write(`const input = payload.value;`);const ids=Object.create(null);let counter=0;for(const key of normalized2.allKeys){ids[key]=`key_${counter++}`}doc.write(memo2?`const newResult = memo.alloc(inst, payload, {}, ctx);`:`const newResult = {};`);for(const key of normalized2.allKeys){if(key==="__proto__")continue;const id=ids[key];const k2=typeof key==="symbol"?`syms[${syms.indexOf(key)}]`:esc(key);const isPresent=`${k2} in input`;const schema=shape[key];const optin=schema?._zod?.optin;const isOptionalIn=optin!==void 0;const isOptionalOut=schema?._zod?.optout==="optional";doc.write(`const ${id} = ${parseStr(k2)};`);if(isOptionalIn&&isOptionalOut){const assign=optin==="optional"?`${id}_present`:`${id}.value !== undefined || ${id}_present`;doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id,k2)}
          }

          if (${assign}) {
            newResult[${k2}] = ${id}.value;
          }
        }

      `)}else if(!isOptionalIn){doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id,k2)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k2}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k2}] = ${id}.value;
        }

      `)}else{doc.write(`
        if (${id}.issues.length) {${prefixStr(id,k2)}
        }
      `);if(optin==="defaulted"){doc.write(`newResult[${k2}] = ${id}.value;`)}else{doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k2}] = ${id}.value;
        }
      `)}}}doc.write(`payload.value = newResult;`);doc.write(`return payload;`);return doc.compile()};let fastpass;const isObject2=isObject;const jit=!globalConfig.jitless;const allowsEval2=allowsEval;const fastEnabled=jit&&allowsEval2.value;const catchall=def.catchall;let value;inst._zod.parse=(payload,ctx)=>{value??(value=_normalized.value);const input=payload.value;if(!isObject2(input)){payload.issues.push({expected:"object",code:"invalid_type",input,inst});return payload}if(jit&&fastEnabled&&ctx?.async===false&&ctx.jitless!==true){if(!fastpass)fastpass=generateFastpass(def.shape);payload=fastpass(payload,ctx);if(!catchall)return payload;return handleCatchall([],input,payload,ctx,value,inst,ctx?.abortEarly===true)}return superParse(payload,ctx)}});function handleUnionResults(results,final,inst,ctx){for(const result of results){if(result.issues.length===0){final.value=result.value;return final}}const nonaborted=results.filter(r=>!aborted(r));if(nonaborted.length===1){final.value=nonaborted[0].value;return nonaborted[0]}final.issues.push({code:"invalid_union",input:final.value,inst,errors:results.map(result=>result.issues.map(iss=>finalizeIssue(iss,ctx,config())))});return final}var $ZodUnion=$constructor("$ZodUnion",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"optin",zod=>zod.def.options.some(o=>o._zod.optin==="defaulted")?"defaulted":zod.def.options.some(o=>o._zod.optin!==void 0)?"optional":void 0);defineLazyInternal(inst,"optout",zod=>zod.def.options.some(o=>o._zod.optout==="optional")?"optional":void 0);defineLazyInternal(inst,"values",zod=>{if(zod.def.options.every(o=>o._zod.values)){return new Set(zod.def.options.flatMap(option=>Array.from(option._zod.values)))}return void 0});defineLazyInternal(inst,"pattern",zod=>{if(zod.def.options.every(o=>o._zod.pattern)){const patterns=zod.def.options.map(o=>o._zod.pattern);return new RegExp(`^(${patterns.map(p=>cleanRegex(p.source)).join("|")})$`)}return void 0});const first=def.options.length===1?def.options[0]._zod.run:null;inst._zod.parse=(payload,ctx)=>{if(first){return first(payload,ctx)}let async=false;const results=[];for(const option of def.options){const result=option._zod.run({value:payload.value,issues:[]},ctx);if(result instanceof Promise){results.push(result);async=true}else{if(result.issues.length===0)return result;results.push(result)}}if(!async)return handleUnionResults(results,payload,inst,ctx);return Promise.all(results).then(results2=>{return handleUnionResults(results2,payload,inst,ctx)})}});var $ZodIntersection=$constructor("$ZodIntersection",(inst,def)=>{$ZodType.init(inst,def);inst._zod.parse=(payload,ctx)=>{const input=payload.value;const left=def.left._zod.run({value:input,issues:[]},ctx);const right=def.right._zod.run({value:input,issues:[]},ctx);const async=left instanceof Promise||right instanceof Promise;if(async){return Promise.all([left,right]).then(([left2,right2])=>{return handleIntersectionResults(payload,left2,right2)})}return handleIntersectionResults(payload,left,right)}});function mergeValues(a,b2){if(a===b2){return{valid:true,data:a}}if(a instanceof Date&&b2 instanceof Date&&+a===+b2){return{valid:true,data:a}}if(isPlainObject(a)&&isPlainObject(b2)){const bKeys=Object.keys(b2);const sharedKeys=Object.keys(a).filter(key=>bKeys.indexOf(key)!==-1);const newObj={...a,...b2};if(Object.prototype.hasOwnProperty.call(newObj,"__proto__"))delete newObj.__proto__;for(const key of sharedKeys){if(key==="__proto__")continue;const sharedValue=mergeValues(a[key],b2[key]);if(!sharedValue.valid){return{valid:false,mergeErrorPath:[key,...sharedValue.mergeErrorPath]}}newObj[key]=sharedValue.data}return{valid:true,data:newObj}}if(Array.isArray(a)&&Array.isArray(b2)){if(a.length!==b2.length){return{valid:false,mergeErrorPath:[]}}const newArray=[];for(let index=0;index<a.length;index++){const itemA=a[index];const itemB=b2[index];const sharedValue=mergeValues(itemA,itemB);if(!sharedValue.valid){return{valid:false,mergeErrorPath:[index,...sharedValue.mergeErrorPath]}}newArray.push(sharedValue.data)}return{valid:true,data:newArray}}return{valid:false,mergeErrorPath:[]}}function handleIntersectionResults(result,left,right){const unrecKeys=new Map;let unrecIssue;const keyIssues=new Map;const collect=(iss,side)=>{let keys;if(iss.code==="unrecognized_keys"&&!iss.path?.length){unrecIssue??(unrecIssue=iss);keys=iss.keys}else if(iss.code==="invalid_key"&&iss.origin==="record"&&iss.path?.length===1){const k2=String(iss.path[0]);if(!keyIssues.has(k2))keyIssues.set(k2,iss);keys=[k2]}else{return false}for(const k2 of keys){if(!unrecKeys.has(k2))unrecKeys.set(k2,{});unrecKeys.get(k2)[side]=true}return true};for(const iss of left.issues){if(!collect(iss,"l"))result.issues.push(iss)}for(const iss of right.issues){if(!collect(iss,"r"))result.issues.push(iss)}const bothKeys=[...unrecKeys].filter(([,f2])=>f2.l&&f2.r).map(([k2])=>k2);if(bothKeys.length){const aggregated=unrecIssue?bothKeys.filter(k2=>unrecIssue.keys.includes(k2)):[];if(aggregated.length)result.issues.push({...unrecIssue,keys:aggregated});for(const k2 of bothKeys){if(!aggregated.includes(k2)&&keyIssues.has(k2))result.issues.push(keyIssues.get(k2))}}const merged=mergeValues(left.value,right.value);if(!merged.valid){if(aborted(result))return result;throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`)}result.value=merged.data;return result}var $ZodRecord=$constructor("$ZodRecord",(inst,def)=>{$ZodType.init(inst,def);const memo2=globalConfig.memoizer;memo2?.attach(inst);inst._zod.parse=(payload,ctx)=>{const input=payload.value;if(!isPlainObject(input)){payload.issues.push({expected:"record",code:"invalid_type",input,inst});return payload}const proms=[];const values=def.keyType._zod.values;if(values&&!def.partial){payload.value=memo2?memo2.alloc(inst,payload,{},ctx):{};const recordKeys=new Set;for(const key of values){if(typeof key==="string"||typeof key==="number"||typeof key==="symbol"){recordKeys.add(typeof key==="number"?key.toString():key);if(key==="__proto__")continue;const keyResult=def.keyType._zod.run({value:key,issues:[]},ctx);if(keyResult instanceof Promise){throw new Error("Async schemas not supported in object keys currently")}if(keyResult.issues.length){payload.issues.push({code:"invalid_key",origin:"record",issues:keyResult.issues.map(iss=>finalizeIssue(iss,ctx,config())),input:key,path:[key],inst});continue}const outKey=keyResult.value;if(outKey==="__proto__")continue;const result=def.valueType._zod.run({value:input[key],issues:[]},ctx);if(result instanceof Promise){proms.push(result.then(result2=>{if(result2.issues.length){payload.issues.push(...prefixIssues(key,result2.issues))}payload.value[outKey]=result2.value}))}else{if(result.issues.length){payload.issues.push(...prefixIssues(key,result.issues))}payload.value[outKey]=result.value}}}let unrecognized;for(const key in input){if(!recordKeys.has(key)){if(def.mode==="loose"){if(key==="__proto__")continue;payload.value[key]=input[key]}else{unrecognized=unrecognized??[];unrecognized.push(key)}}}if(unrecognized&&unrecognized.length>0){payload.issues.push({code:"unrecognized_keys",input,inst,keys:unrecognized,continue:true})}}else{payload.value=memo2?memo2.alloc(inst,payload,{},ctx):{};let unrecognized;for(const key of Reflect.ownKeys(input)){if(key==="__proto__")continue;if(!Object.prototype.propertyIsEnumerable.call(input,key))continue;let keyResult=def.keyType._zod.run({value:key,issues:[]},ctx);if(keyResult instanceof Promise){throw new Error("Async schemas not supported in object keys currently")}const checkNumericKey=typeof key==="string"&&number.test(key)&&keyResult.issues.length;if(checkNumericKey){const retryResult=def.keyType._zod.run({value:Number(key),issues:[]},ctx);if(retryResult instanceof Promise){throw new Error("Async schemas not supported in object keys currently")}if(retryResult.issues.length===0){keyResult=retryResult}}if(keyResult.issues.length){if(def.mode==="loose"){payload.value[key]=input[key]}else if(values){unrecognized=unrecognized??[];unrecognized.push(key)}else{payload.issues.push({code:"invalid_key",origin:"record",issues:keyResult.issues.map(iss=>finalizeIssue(iss,ctx,config())),input:key,path:[key],inst})}continue}const outKey=keyResult.value;if(outKey==="__proto__")continue;const result=def.valueType._zod.run({value:input[key],issues:[]},ctx);if(result instanceof Promise){proms.push(result.then(result2=>{if(result2.issues.length){payload.issues.push(...prefixIssues(key,result2.issues))}payload.value[outKey]=result2.value}))}else{if(result.issues.length){payload.issues.push(...prefixIssues(key,result.issues))}payload.value[outKey]=result.value}}if(unrecognized&&unrecognized.length>0){payload.issues.push({code:"unrecognized_keys",input,inst,keys:unrecognized,continue:true})}}if(proms.length){return Promise.all(proms).then(()=>payload)}return payload}});var $ZodEnum=$constructor("$ZodEnum",(inst,def)=>{$ZodType.init(inst,def);const values=getEnumValues(def.entries);const valuesSet=new Set(values);inst._zod.values=valuesSet;defineLazyInternal(inst,"pattern",zod=>{const patternValues=getEnumValues(zod.def.entries).filter(k2=>propertyKeyTypes.has(typeof k2));return new RegExp(patternValues.length?`^(${patternValues.map(o=>escapeRegex(o.toString())).join("|")})$`:"^[^\\s\\S]$")});inst._zod.parse=(payload,_ctx)=>{const input=payload.value;if(valuesSet.has(input)){return payload}payload.issues.push({code:"invalid_value",values,input,inst});return payload}});var $ZodTransform=$constructor("$ZodTransform",(inst,def)=>{$ZodType.init(inst,def);inst._zod.optin="optional";globalConfig.memoizer?.guard(inst);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){throw new $ZodEncodeError(inst.constructor.name)}const _out=def.transform(payload.value,payload);if(ctx.async){const output=_out instanceof Promise?_out:Promise.resolve(_out);return output.then(output2=>{payload.value=output2;return payload})}if(_out instanceof Promise){throw new $ZodAsyncError}payload.value=_out;return payload}});function handleOptionalResult(payload,result){payload.value=result.issues.length?void 0:result.value;return payload}var $ZodOptional=$constructor("$ZodOptional",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"optin",zod=>zod.def.innerType._zod.optin==="defaulted"?"defaulted":"optional");inst._zod.optout="optional";defineLazyInternal(inst,"values",zod=>{const values=zod.def.innerType._zod.values;return values?new Set([...values,void 0]):void 0});defineLazyInternal(inst,"pattern",zod=>{const pattern=zod.def.innerType._zod.pattern;return pattern?new RegExp(`^(${cleanRegex(pattern.source)})?$`):void 0});inst._zod.parse=(payload,ctx)=>{if(payload.value===void 0){if(def.innerType._zod.optin!=="defaulted")return payload;const result=def.innerType._zod.run({value:payload.value,issues:[]},ctx);if(result instanceof Promise)return result.then(result2=>handleOptionalResult(payload,result2));return handleOptionalResult(payload,result)}return def.innerType._zod.run(payload,ctx)}});var $ZodExactOptional=$constructor("$ZodExactOptional",(inst,def)=>{$ZodOptional.init(inst,def);defineLazyInternal(inst,"values",zod=>zod.def.innerType._zod.values);defineLazyInternal(inst,"pattern",zod=>zod.def.innerType._zod.pattern);inst._zod.parse=(payload,ctx)=>{return def.innerType._zod.run(payload,ctx)}});var $ZodNullable=$constructor("$ZodNullable",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"optin",zod=>zod.def.innerType._zod.optin);defineLazyInternal(inst,"optout",zod=>zod.def.innerType._zod.optout);defineLazyInternal(inst,"pattern",zod=>{const pattern=zod.def.innerType._zod.pattern;return pattern?new RegExp(`^(${cleanRegex(pattern.source)}|null)$`):void 0});defineLazyInternal(inst,"values",zod=>{return zod.def.innerType._zod.values?new Set([...zod.def.innerType._zod.values,null]):void 0});inst._zod.parse=(payload,ctx)=>{if(payload.value===null)return payload;return def.innerType._zod.run(payload,ctx)}});var $ZodDefault=$constructor("$ZodDefault",(inst,def)=>{$ZodType.init(inst,def);inst._zod.optin="defaulted";defineLazyInternal(inst,"values",zod=>zod.def.innerType._zod.values);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){return def.innerType._zod.run(payload,ctx)}if(payload.value===void 0){payload.value=def.defaultValue;return payload}const result=def.innerType._zod.run(payload,ctx);if(result instanceof Promise){return result.then(result2=>handleDefaultResult(result2,def))}return handleDefaultResult(result,def)}});function handleDefaultResult(payload,def){if(payload.value===void 0){payload.value=def.defaultValue}return payload}var $ZodPrefault=$constructor("$ZodPrefault",(inst,def)=>{$ZodType.init(inst,def);inst._zod.optin="defaulted";defineLazyInternal(inst,"values",zod=>zod.def.innerType._zod.values);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){return def.innerType._zod.run(payload,ctx)}if(payload.value===void 0){payload.value=def.defaultValue}return def.innerType._zod.run(payload,ctx)}});var $ZodNonOptional=$constructor("$ZodNonOptional",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"values",zod=>{const v2=zod.def.innerType._zod.values;return v2?new Set([...v2].filter(x2=>x2!==void 0)):void 0});inst._zod.parse=(payload,ctx)=>{const result=def.innerType._zod.run(payload,ctx);if(result instanceof Promise){return result.then(result2=>handleNonOptionalResult(result2,inst))}return handleNonOptionalResult(result,inst)}});function handleNonOptionalResult(payload,inst){if(!payload.issues.length&&payload.value===void 0){payload.issues.push({code:"invalid_type",expected:"nonoptional",input:payload.value,inst})}return payload}function handleCatchResult(payload,result,def,ctx){if(!result.issues.length){payload.value=result.value;if(result.memo)payload.memo=true;return payload}payload.value=def.catchValue({...result,value:payload.value,error:{issues:result.issues.map(iss=>finalizeIssue(iss,ctx,config()))},input:payload.value});return payload}var $ZodCatch=$constructor("$ZodCatch",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"optin",zod=>zod.def.innerType._zod.optin==="defaulted"?"defaulted":"optional");defineLazyInternal(inst,"optout",zod=>zod.def.innerType._zod.optout);defineLazyInternal(inst,"values",zod=>zod.def.innerType._zod.values);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){return def.innerType._zod.run(payload,ctx)}const result=def.innerType._zod.run({value:payload.value,issues:[]},ctx);if(result instanceof Promise){return result.then(result2=>handleCatchResult(payload,result2,def,ctx))}return handleCatchResult(payload,result,def,ctx)}});var $ZodPipe=$constructor("$ZodPipe",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"values",zod=>zod.def.in._zod.values);defineLazyInternal(inst,"optin",zod=>zod.def.in._zod.optin);defineLazyInternal(inst,"optout",zod=>zod.def.out._zod.optout);defineLazyInternal(inst,"propValues",zod=>zod.def.in._zod.propValues);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){const right=def.out._zod.run(payload,ctx);if(right instanceof Promise){return right.then(right2=>handlePipeResult(right2,def.in,ctx))}return handlePipeResult(right,def.in,ctx)}const left=def.in._zod.run(payload,ctx);if(left instanceof Promise){return left.then(left2=>handlePipeResult(left2,def.out,ctx))}return handlePipeResult(left,def.out,ctx)}});function handlePipeResult(left,next,ctx){if(left.issues.some(iss=>iss.code!=="unrecognized_keys")){left.aborted=true;return left}return next._zod.run({value:left.value,issues:left.issues},ctx)}var $ZodReadonly=$constructor("$ZodReadonly",(inst,def)=>{$ZodType.init(inst,def);defineLazyInternal(inst,"propValues",zod=>zod.def.innerType._zod.propValues);defineLazyInternal(inst,"values",zod=>zod.def.innerType._zod.values);defineLazyInternal(inst,"optin",zod=>zod.def.innerType?._zod?.optin);defineLazyInternal(inst,"optout",zod=>zod.def.innerType?._zod?.optout);inst._zod.parse=(payload,ctx)=>{if(ctx.direction==="backward"){return def.innerType._zod.run(payload,ctx)}const result=def.innerType._zod.run(payload,ctx);if(result instanceof Promise){return result.then(handleReadonlyResult)}return handleReadonlyResult(result)}});function handleReadonlyResult(payload){if(!payload.memo)payload.value=Object.freeze(payload.value);return payload}var $ZodCustom=$constructor("$ZodCustom",(inst,def)=>{$ZodCheck.init(inst,def);$ZodType.init(inst,def);inst._zod.parse=(payload,_2)=>{return payload};inst._zod.check=payload=>{const input=payload.value;const r=def.fn(input);if(r instanceof Promise){return r.then(r2=>handleRefineResult(r2,payload,input,inst))}handleRefineResult(r,payload,input,inst);return}});function handleRefineResult(result,payload,input,inst){if(!result){const _iss={code:"custom",input,inst,path:[...inst._zod.def.path??[]],continue:!inst._zod.def.abort};if(inst._zod.def.params)_iss.params=inst._zod.def.params;payload.issues.push(issue(_iss))}}
// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError=class extends Error{constructor(){super(`Cannot parse a reference cycle that closes through a transform`);this.name="ZodCyclicError"}};var STATE2="~memo";var NO_ISSUES=[];function isRef(value){return value!==null&&typeof value==="object"}function cloneIssues(issues){return issues.map(iss=>iss.path?{...iss,path:iss.path.slice()}:{...iss})}var recursive=new WeakMap;var NONE=0;var ASSUMED=1;var PROVEN=2;function isRecursive(inst,stack,resolve2){const cached2=recursive.get(inst);if(cached2!==void 0)return cached2?PROVEN:NONE;if(stack.has(inst))return PROVEN;stack.add(inst);let result=NONE;const check=child=>{if(result!==PROVEN&&child?._zod){const answer=isRecursive(child,stack,resolve2);if(answer>result)result=answer}};const shape=(sh,spread)=>{let answer=NONE;for(const key of Reflect.ownKeys(sh)){const desc=Object.getOwnPropertyDescriptor(sh,key);if(spread&&!desc.enumerable)continue;const child=desc.get?ASSUMED:desc.value?._zod?isRecursive(desc.value,stack,resolve2):NONE;if(child>answer)answer=child}return answer};const merge2=answer=>{if(answer>result)result=answer};const def=inst._zod.def;const kind=def.type;switch(kind){case"object":{const raw=rawShape(def);merge2(raw?shape(raw,true):ASSUMED);check(def.catchall);break}case"array":check(def.element);break;case"tuple":for(const el of def.items)check(el);check(def.rest);break;case"record":case"map":check(def.keyType);check(def.valueType);break;case"set":check(def.valueType);break;case"union":for(const el of def.options)check(el);break;case"intersection":check(def.left);check(def.right);break;case"optional":case"nullable":case"default":case"prefault":case"catch":case"readonly":case"nonoptional":case"promise":case"success":check(def.innerType);break;case"pipe":check(def.in);check(def.out);break;case"function":check(def.input);check(def.output);break;case"lazy":{const inner=def._cachedInner??(resolve2?inst._zod.innerType:void 0);merge2(inner?isRecursive(inner,stack,false):ASSUMED);break}case"template_literal":case"string":case"number":case"int":case"boolean":case"bigint":case"symbol":case"undefined":case"null":case"void":case"never":case"any":case"unknown":case"date":case"nan":case"enum":case"literal":case"file":case"transform":case"custom":break;default:{kind;for(const key in def){const desc=Object.getOwnPropertyDescriptor(def,key);if(!desc||desc.get)continue;const value=desc.value;if(!value||typeof value!=="object")continue;if(value._zod)check(value);else if(Array.isArray(value))for(const el of value)check(el)}}}stack.delete(inst);return settle(inst,result)}function settle(inst,answer){if(answer!==ASSUMED)recursive.set(inst,answer===PROVEN);return answer}function bucketFor(state,inst){let bucket=state.buckets.get(inst);if(!bucket){bucket=new WeakMap;state.buckets.set(inst,bucket)}return bucket}var handoff;var open=[];var memo={alloc(_inst,payload,empty){const bucket=handoff;if(!bucket)return empty;handoff=void 0;const entry={value:empty,issues:null};bucket.set(payload.value,entry);open.push(entry);return empty},guard(inst){var _a3;(_a3=inst._zod).deferred??(_a3.deferred=[]);inst._zod.deferred.push(()=>{const base=inst._zod.parse;const wrapped=(payload,ctx)=>{if(ctx.direction!=="backward"&&isBackEdge(ctx,payload.value))throw new $ZodCyclicError;return base(payload,ctx)};inst._zod.parse=wrapped;if(inst._zod.run===base)inst._zod.run=wrapped})},attach(inst){var _a3;let isRecursiveInst;let rechecked=false;let lastCtx;let lastBucket;(_a3=inst._zod).deferred??(_a3.deferred=[]);inst._zod.deferred.push(()=>{const base=inst._zod.parse;const wrapped=(payload,ctx)=>{if(isRecursiveInst===void 0){const walked=isRecursive(inst,new Set,false);if(walked===NONE){inst._zod.parse=base;if(inst._zod.run===wrapped)inst._zod.run=base;return base(payload,ctx)}if(walked===PROVEN||rechecked)isRecursiveInst=true;else rechecked=true}const input=payload.value;if(!isRef(input))return base(payload,ctx);let state=ctx[STATE2];if(!state){state={buckets:new WeakMap,backEdges:void 0};ctx[STATE2]=state}let bucket;if(lastCtx===ctx){bucket=lastBucket}else{bucket=bucketFor(state,inst);lastCtx=ctx;lastBucket=bucket}const hit=bucket.get(input);if(hit){payload.value=hit.value;if(hit.issues){if(hit.issues.length)payload.issues.push(...cloneIssues(hit.issues))}else{payload.memo=true;state.backEdges??(state.backEdges=new WeakSet);state.backEdges.add(hit.value)}return payload}handoff=bucket;const depth=open.length;const result=base(payload,ctx);handoff=void 0;const entry=open.length>depth?open.pop():void 0;if(result instanceof Promise){return result.then(r=>{if(entry)entry.issues=r.issues.length?cloneIssues(r.issues):NO_ISSUES;return r})}if(entry)entry.issues=result.issues.length?cloneIssues(result.issues):NO_ISSUES;return result};inst._zod.parse=wrapped;if(inst._zod.run===base)inst._zod.run=wrapped})}};function memoizer(){return memo}function isBackEdge(ctx,value){const backEdges=ctx[STATE2]?.backEdges;return backEdges!==void 0&&isRef(value)&&backEdges.has(value)}
// node_modules/zod/v4/locales/en.js
var error=()=>{const Sizable={string:{unit:"characters",verb:"to have"},file:{unit:"bytes",verb:"to have"},array:{unit:"items",verb:"to have"},set:{unit:"items",verb:"to have"},map:{unit:"entries",verb:"to have"}};function getSizing(origin){return Sizable[origin]??null}const FormatDictionary={regex:"input",email:"email address",url:"URL",emoji:"emoji",uuid:"UUID",uuidv4:"UUIDv4",uuidv6:"UUIDv6",nanoid:"nanoid",guid:"GUID",cuid:"cuid",cuid2:"cuid2",ulid:"ULID",xid:"XID",ksuid:"KSUID",datetime:"ISO datetime",date:"ISO date",time:"ISO time",duration:"ISO duration",ipv4:"IPv4 address",ipv6:"IPv6 address",mac:"MAC address",cidrv4:"IPv4 range",cidrv6:"IPv6 range",base64:"base64-encoded string",base64url:"base64url-encoded string",json_string:"JSON string",e164:"E.164 number",currency_code:"currency code",credit_card:"credit card number",iban:"IBAN",jwt:"JWT",template_literal:"input"};const TypeDictionary={nan:"NaN"};function getTypeName(type,input){if(type==="number"&&typeof input==="number"&&!Number.isFinite(input)){return String(input)}return TypeDictionary[type]??type}return issue2=>{switch(issue2.code){case"invalid_type":{const expected=getTypeName(issue2.expected);const receivedType=parsedType(issue2.input);const received=getTypeName(receivedType,issue2.input);return`Invalid input: expected ${expected}, received ${received}`}case"invalid_value":if(issue2.values.length===1)return`Invalid input: expected ${stringifyPrimitive(issue2.values[0])}`;return`Invalid option: expected one of ${joinValues(issue2.values,"|")}`;case"too_big":{const adj=issue2.exact?"exactly ":issue2.inclusive?"<=":"<";const sizing=getSizing(issue2.origin);if(sizing)return`Too big: expected ${issue2.origin??"value"} to have ${adj}${issue2.maximum.toString()} ${sizing.unit??"elements"}`;return`Too big: expected ${issue2.origin??"value"} to be ${adj}${issue2.maximum.toString()}`}case"too_small":{const adj=issue2.exact?"exactly ":issue2.inclusive?">=":">";const sizing=getSizing(issue2.origin);if(sizing){return`Too small: expected ${issue2.origin} to have ${adj}${issue2.minimum.toString()} ${sizing.unit}`}return`Too small: expected ${issue2.origin} to be ${adj}${issue2.minimum.toString()}`}case"invalid_format":{const _issue=issue2;if(_issue.format==="starts_with"){return`Invalid string: must start with "${_issue.prefix}"`}if(_issue.format==="ends_with")return`Invalid string: must end with "${_issue.suffix}"`;if(_issue.format==="includes")return`Invalid string: must include "${_issue.includes}"`;if(_issue.format==="regex")return`Invalid string: must match pattern ${_issue.pattern}`;return`Invalid ${FormatDictionary[_issue.format]??issue2.format}`}case"not_multiple_of":return`Invalid number: must be a multiple of ${issue2.divisor}`;case"unrecognized_keys":return`Unrecognized key${issue2.keys.length>1?"s":""}: ${joinValues(issue2.keys,", ")}`;case"invalid_key":return`Invalid key in ${issue2.origin}`;case"invalid_union":if(issue2.options&&Array.isArray(issue2.options)&&issue2.options.length>0){const opts=issue2.options.map(o=>`'${o}'`).join(" | ");return`Invalid discriminator value. Expected ${opts}`}if(issue2.inclusive===false){return"Invalid input: more than one option matched"}return"Invalid input";case"invalid_element":return`Invalid value in ${issue2.origin}`;default:return`Invalid input`}}};function en_default(){return{localeError:error()}}
// node_modules/zod/v4/core/registries.js
var _a2;var $ZodRegistry=class{constructor(){this._map=new WeakMap;this._idmap=new Map}add(schema,..._meta){const meta2=_meta[0];this._map.set(schema,meta2);if(meta2&&typeof meta2==="object"&&"id"in meta2){this._idmap.set(meta2.id,schema)}return this}clear(){this._map=new WeakMap;this._idmap=new Map;return this}remove(schema){const meta2=this._map.get(schema);if(meta2&&typeof meta2==="object"&&"id"in meta2){this._idmap.delete(meta2.id)}this._map.delete(schema);return this}get(schema){const p=schema._zod.parent;if(p){const pm={...this.get(p)??{}};delete pm.id;const f2={...pm,...this._map.get(schema)};return Object.keys(f2).length?f2:void 0}return this._map.get(schema)}has(schema){return this._map.has(schema)}};function registry(){return new $ZodRegistry}(_a2=globalThis).__zod_globalRegistry??(_a2.__zod_globalRegistry=registry());var globalRegistry=globalThis.__zod_globalRegistry;
// node_modules/zod/v4/core/api.js
function snapshotChecks(def){if(def.checks)def.checks=[...def.checks];return def}function _string(Class2,params){return new Class2(snapshotChecks({type:"string",...normalizeParams(params)}))}function _email(Class2,params){return new Class2({type:"string",format:"email",check:"string_format",abort:false,...normalizeParams(params)})}function _guid(Class2,params){return new Class2({type:"string",format:"guid",check:"string_format",abort:false,...normalizeParams(params)})}function _uuid(Class2,params){return new Class2({type:"string",format:"uuid",check:"string_format",abort:false,...normalizeParams(params)})}function _uuidv4(Class2,params){return new Class2({type:"string",format:"uuid",check:"string_format",abort:false,version:"v4",...normalizeParams(params)})}function _uuidv6(Class2,params){return new Class2({type:"string",format:"uuid",check:"string_format",abort:false,version:"v6",...normalizeParams(params)})}function _uuidv7(Class2,params){return new Class2({type:"string",format:"uuid",check:"string_format",abort:false,version:"v7",...normalizeParams(params)})}function _url(Class2,params){return new Class2({type:"string",format:"url",check:"string_format",abort:false,...normalizeParams(params)})}function _emoji2(Class2,params){return new Class2({type:"string",format:"emoji",check:"string_format",abort:false,...normalizeParams(params)})}function _nanoid(Class2,params){return new Class2({type:"string",format:"nanoid",check:"string_format",abort:false,...normalizeParams(params)})}function _cuid(Class2,params){return new Class2({type:"string",format:"cuid",check:"string_format",abort:false,...normalizeParams(params)})}function _cuid2(Class2,params){return new Class2({type:"string",format:"cuid2",check:"string_format",abort:false,...normalizeParams(params)})}function _ulid(Class2,params){return new Class2({type:"string",format:"ulid",check:"string_format",abort:false,...normalizeParams(params)})}function _xid(Class2,params){return new Class2({type:"string",format:"xid",check:"string_format",abort:false,...normalizeParams(params)})}function _ksuid(Class2,params){return new Class2({type:"string",format:"ksuid",check:"string_format",abort:false,...normalizeParams(params)})}function _ipv4(Class2,params){return new Class2({type:"string",format:"ipv4",check:"string_format",abort:false,...normalizeParams(params)})}function _ipv6(Class2,params){return new Class2({type:"string",format:"ipv6",check:"string_format",abort:false,...normalizeParams(params)})}function _cidrv4(Class2,params){return new Class2({type:"string",format:"cidrv4",check:"string_format",abort:false,...normalizeParams(params)})}function _cidrv6(Class2,params){return new Class2({type:"string",format:"cidrv6",check:"string_format",abort:false,...normalizeParams(params)})}function _base64(Class2,params){return new Class2({type:"string",format:"base64",check:"string_format",abort:false,...normalizeParams(params)})}function _base64url(Class2,params){return new Class2({type:"string",format:"base64url",check:"string_format",abort:false,...normalizeParams(params)})}function _e164(Class2,params){return new Class2({type:"string",format:"e164",check:"string_format",abort:false,...normalizeParams(params)})}function _jwt(Class2,params){return new Class2({type:"string",format:"jwt",check:"string_format",abort:false,...normalizeParams(params)})}function _isoDateTime(Class2,params){return new Class2({type:"string",format:"datetime",check:"string_format",offset:false,local:false,precision:null,...normalizeParams(params)})}function _isoDate(Class2,params){return new Class2({type:"string",format:"date",check:"string_format",...normalizeParams(params)})}function _isoTime(Class2,params){return new Class2({type:"string",format:"time",check:"string_format",precision:null,...normalizeParams(params)})}function _isoDuration(Class2,params){return new Class2({type:"string",format:"duration",check:"string_format",...normalizeParams(params)})}function _unknown(Class2){return new Class2({type:"unknown"})}function _never(Class2,params){return new Class2({type:"never",...normalizeParams(params)})}function _maxLength(maximum,params){const ch=new $ZodCheckMaxLength({check:"max_length",...normalizeParams(params),maximum});return ch}function _minLength(minimum,params){return new $ZodCheckMinLength({check:"min_length",...normalizeParams(params),minimum})}function _length(length,params){return new $ZodCheckLengthEquals({check:"length_equals",...normalizeParams(params),length})}function _regex(pattern,params){return new $ZodCheckRegex({check:"string_format",format:"regex",...normalizeParams(params),pattern})}function _lowercase(params){return new $ZodCheckLowerCase({check:"string_format",format:"lowercase",...normalizeParams(params)})}function _uppercase(params){return new $ZodCheckUpperCase({check:"string_format",format:"uppercase",...normalizeParams(params)})}function _includes(includes,params){return new $ZodCheckIncludes({check:"string_format",format:"includes",...normalizeParams(params),includes})}function _startsWith(prefix,params){return new $ZodCheckStartsWith({check:"string_format",format:"starts_with",...normalizeParams(params),prefix})}function _endsWith(suffix,params){return new $ZodCheckEndsWith({check:"string_format",format:"ends_with",...normalizeParams(params),suffix})}function _overwrite(tx){return new $ZodCheckOverwrite({check:"overwrite",tx})}function _normalize(form){return _overwrite(input=>input.normalize(form))}function _trim(){return _overwrite(input=>input.trim())}function _toLowerCase(){return _overwrite(input=>input.toLowerCase())}function _toUpperCase(){return _overwrite(input=>input.toUpperCase())}function _slugify(){return _overwrite(input=>slugify(input))}function _array(Class2,element,params){return new Class2({type:"array",element,...normalizeParams(params)})}function _refine(Class2,fn,_params){const schema=new Class2({type:"custom",check:"custom",fn,...normalizeParams(_params)});return schema}function _superRefine(fn,params){const ch=_check(payload=>{payload.addIssue=issue2=>{if(typeof issue2==="string"){payload.issues.push(issue(issue2,payload.value,ch._zod.def))}else{const _issue=issue2;if(_issue.fatal)_issue.continue=false;_issue.code??(_issue.code="custom");if(!("input"in _issue))_issue.input=payload.value;_issue.inst??(_issue.inst=ch);_issue.continue??(_issue.continue=!ch._zod.def.abort);payload.issues.push(issue(_issue))}};return fn(payload.value,payload)},params);return ch}function _check(fn,params){const ch=new $ZodCheck({check:"custom",...normalizeParams(params)});ch._zod.check=fn;return ch}
// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target,...sources){for(const source of sources){for(const key of Reflect.ownKeys(source)){if(Object.prototype.propertyIsEnumerable.call(source,key)){assignProp(target,key,source[key])}}}return target}function initializeContext(params){let target=params?.target??"draft-2020-12";if(target==="draft-4")target="draft-04";if(target==="draft-7")target="draft-07";return{processors:params.processors??{},metadataRegistry:params?.metadata??globalRegistry,target,unrepresentable:params?.unrepresentable??"throw",override:params?.override??(()=>{}),io:params?.io??"output",counter:0,seen:new Map,sharedDefsExtractedFor:void 0,sharedEmitDoneFor:void 0,cycles:params?.cycles??"ref",reused:params?.reused??"inline",intersections:[],deferred:[],external:params?.external??void 0}}function handleUnrepresentable(schema,ctx,json,params,message){const result=typeof ctx.unrepresentable==="function"?ctx.unrepresentable({zodSchema:schema,path:params.path,message}):ctx.unrepresentable;if(result==="any")return false;if(result===void 0||result==="throw")throw new Error(message);Object.assign(json,result);return true}function processSchema(schema,ctx,_params={path:[],schemaPath:[]}){var _a3;const def=schema._zod.def;const seen=ctx.seen.get(schema);if(seen){seen.count++;const isCycle=_params.schemaPath.includes(schema);if(isCycle){seen.cycle=_params.path}return seen.schema}const result={schema:{},count:1,cycle:void 0,path:_params.path};ctx.seen.set(schema,result);ctx.sharedDefsExtractedFor=void 0;ctx.sharedEmitDoneFor=void 0;const overrideSchema=schema._zod.toJSONSchema?.();if(overrideSchema){result.schema=overrideSchema}else{const params={..._params,schemaPath:[..._params.schemaPath,schema],path:_params.path};if(schema._zod.processJSONSchema){schema._zod.processJSONSchema(ctx,result.schema,params)}else{const _json=result.schema;const processor=ctx.processors[def.type];if(!processor){throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`)}processor(schema,ctx,_json,params)}const parent=schema._zod.parent;if(parent){if(!result.ref)result.ref=parent;processSchema(parent,ctx,params);ctx.seen.get(parent).isParent=true}}const meta2=ctx.metadataRegistry.get(schema);if(meta2)assignProps(result.schema,meta2);if(ctx.io==="input"&&isTransforming(schema)){delete result.schema.examples;delete result.schema.default}if(ctx.io==="input"&&"_prefault"in result.schema)(_a3=result.schema).default??(_a3.default=result.schema._prefault);delete result.schema._prefault;const _result=ctx.seen.get(schema);return _result.schema}function encodeJSONPointerSegment(segment){return segment.replace(/~/g,"~0").replace(/\//g,"~1")}function extractDefs(ctx,schema){const root=ctx.seen.get(schema);if(!root)throw new Error("Unprocessed schema. This is a bug in Zod.");if(ctx.external&&ctx.sharedDefsExtractedFor===ctx.external)return;const idToSchema=new Map;for(const entry of ctx.seen.entries()){const id=ctx.metadataRegistry.get(entry[0])?.id;if(id){const existing=idToSchema.get(id);if(existing&&existing!==entry[0]){throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`)}idToSchema.set(id,entry[0])}}const makeURI=entry=>{const defsSegment=ctx.target==="draft-2020-12"?"$defs":"definitions";if(ctx.external){const externalId=ctx.external.registry.get(entry[0])?.id;const uriGenerator=ctx.external.uri??(id2=>id2);if(externalId){return{ref:uriGenerator(externalId)}}const id=entry[1].defId??entry[1].schema.id??`schema${ctx.counter++}`;entry[1].defId=id;return{defId:id,ref:`${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}`}}const uriPrefix=`#`;const defUriPrefix=`${uriPrefix}/${defsSegment}/`;if(entry[1]===root&&!entry[1].schema.id){return{ref:uriPrefix}}const defId=entry[1].schema.id??`__schema${ctx.counter++}`;return{defId,ref:defUriPrefix+encodeJSONPointerSegment(defId)}};const extractToDef=entry=>{if(entry[1].schema.$ref){return}const seen=entry[1];const{ref,defId}=makeURI(entry);seen.def={...seen.schema};if(defId)seen.defId=defId;const schema2=seen.schema;for(const key in schema2){delete schema2[key]}schema2.$ref=ref};if(ctx.cycles==="throw"){for(const entry of ctx.seen.entries()){const seen=entry[1];if(seen.cycle){throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`)}}}for(const entry of ctx.seen.entries()){const seen=entry[1];if(schema===entry[0]){extractToDef(entry);continue}if(ctx.external){const ext=ctx.external.registry.get(entry[0])?.id;if(schema!==entry[0]&&ext){extractToDef(entry);continue}}const id=ctx.metadataRegistry.get(entry[0])?.id;if(id){extractToDef(entry);continue}if(seen.cycle){extractToDef(entry);continue}if(seen.count>1){if(ctx.reused==="ref"){extractToDef(entry)}}}if(ctx.external)ctx.sharedDefsExtractedFor=ctx.external}function compactTypeUnion(schema){const options=schema.anyOf;if(!Array.isArray(options)||options.length===0||schema.type!==void 0)return;const types=[];for(const option of options){if(!option||typeof option!=="object")return;compactTypeUnion(option);const keys=Object.keys(option);if(keys.length!==1||keys[0]!=="type")return;const type=option.type;for(const member of Array.isArray(type)?type:[type]){if(typeof member!=="string")return;if(!types.includes(member))types.push(member)}}delete schema.anyOf;schema.type=types.length===1?types[0]:types}var FOLDABLE_KEYS=new Set(["type","properties","required","additionalProperties"]);var UNION_KEYS=["oneOf","anyOf"];function undeclaredConstraint(member){const extra=member.additionalProperties;if(extra===void 0||extra===false||typeof extra!=="object"||extra===null)return null;return Object.keys(extra).length?extra:null}function foldObjects(members2){const objects=[];for(const member of members2){if(typeof member!=="object"||member.type!=="object")return null;for(const key in member){if(!FOLDABLE_KEYS.has(key))return null}objects.push(member)}const properties={};const required2=new Set;for(const object of objects){for(const key in object.properties){if(Object.prototype.hasOwnProperty.call(properties,key))continue;const parts=[];for(const other of objects){const part=other.properties?.[key]??undeclaredConstraint(other);if(part===null||part===void 0)continue;if(!parts.some(seen=>JSON.stringify(seen)===JSON.stringify(part)))parts.push(part)}const merged=parts.length===1?parts[0]:foldObjects(parts)??{allOf:parts};assignProp(properties,key,merged)}for(const key of object.required??[])required2.add(key)}const folded={type:"object",properties};if(required2.size)folded.required=[...required2];if(objects.every(object=>object.additionalProperties===false)){folded.additionalProperties=false}else{const constraints=[];for(const object of objects){const constraint=undeclaredConstraint(object);if(constraint&&!constraints.some(seen=>JSON.stringify(seen)===JSON.stringify(constraint)))constraints.push(constraint)}if(constraints.length===1)folded.additionalProperties=constraints[0];else if(constraints.length>1)folded.additionalProperties={allOf:constraints}}return folded}function foldIntersection(json){const allOf=json.allOf;if(!Array.isArray(allOf)||allOf.length<2)return;for(const key of FOLDABLE_KEYS)if(key in json)return;const unions=allOf.filter(m=>UNION_KEYS.some(k2=>Array.isArray(m[k2])));let folded=null;if(!unions.length){folded=foldObjects(allOf)}else{const union2=unions[0];const keyword=UNION_KEYS.find(k2=>Array.isArray(union2[k2]));if(Object.keys(union2).length!==1)return;const rest=allOf.filter(m=>m!==union2);const branches=union2[keyword].map(branch=>foldObjects([...rest,branch]));if(branches.some(b2=>!b2))return;folded={[keyword]:branches}}if(!folded)return;delete json.allOf;assignProps(json,folded)}function finalize(ctx,schema){const root=ctx.seen.get(schema);if(!root)throw new Error("Unprocessed schema. This is a bug in Zod.");const flattenRef=zodSchema=>{const seen=ctx.seen.get(zodSchema);if(seen.ref===null)return;const schema2=seen.def??seen.schema;const _cached={...schema2};const ref=seen.ref;seen.ref=null;if(ref){flattenRef(ref);const refSeen=ctx.seen.get(ref);const refSchema=refSeen.schema;if(refSchema.$ref&&(ctx.target==="draft-07"||ctx.target==="draft-04"||ctx.target==="openapi-3.0")){schema2.allOf=schema2.allOf??[];schema2.allOf.push(refSchema)}else{assignProps(schema2,refSchema)}assignProps(schema2,_cached);const isParentRef=zodSchema._zod.parent===ref;if(isParentRef){for(const key in schema2){if(key==="$ref"||key==="allOf")continue;if(!(key in _cached)){delete schema2[key]}}}if(refSchema.$ref&&refSeen.def){for(const key in schema2){if(key==="$ref"||key==="allOf")continue;if(key in refSeen.def&&JSON.stringify(schema2[key])===JSON.stringify(refSeen.def[key])){delete schema2[key]}}}}const parent=zodSchema._zod.parent;if(parent&&parent!==ref){flattenRef(parent);const parentSeen=ctx.seen.get(parent);if(parentSeen?.schema.$ref){schema2.$ref=parentSeen.schema.$ref;if(parentSeen.def){for(const key in schema2){if(key==="$ref"||key==="allOf")continue;if(key in parentSeen.def&&JSON.stringify(schema2[key])===JSON.stringify(parentSeen.def[key])){delete schema2[key]}}}}}ctx.override({zodSchema,jsonSchema:schema2,path:seen.path??[]})};if(!ctx.external||ctx.sharedEmitDoneFor!==ctx.external){for(const entry of[...ctx.seen.entries()].reverse()){flattenRef(entry[0])}if(ctx.target!=="openapi-3.0"){for(const entry of ctx.seen.entries()){compactTypeUnion(entry[1].def??entry[1].schema)}}for(const rewrite of ctx.deferred)rewrite();if(ctx.intersections.length){const carriers=new Map;for(const seen of ctx.seen.values()){for(const json of[seen.schema,seen.def]){const allOf=json?.allOf;if(!Array.isArray(allOf))continue;const existing=carriers.get(allOf);if(existing)existing.push(json);else carriers.set(allOf,[json])}}for(const allOf of ctx.intersections){for(const json of carriers.get(allOf)??[])foldIntersection(json)}}}const result={};if(ctx.target==="draft-2020-12"){result.$schema="https://json-schema.org/draft/2020-12/schema"}else if(ctx.target==="draft-07"){result.$schema="http://json-schema.org/draft-07/schema#"}else if(ctx.target==="draft-04"){result.$schema="http://json-schema.org/draft-04/schema#"}else if(ctx.target==="openapi-3.0"){}else{}if(ctx.external?.uri){const id=ctx.external.registry.get(schema)?.id;if(!id)throw new Error("Schema is missing an `id` property");result.$id=ctx.external.uri(id)}assignProps(result,root.defId?root.schema:root.def??root.schema);const rootMetaId=ctx.metadataRegistry.get(schema)?.id;if(rootMetaId!==void 0&&result.id===rootMetaId)delete result.id;const defs=ctx.external?.defs??{};if(!ctx.external||ctx.sharedEmitDoneFor!==ctx.external){for(const entry of ctx.seen.entries()){const seen=entry[1];if(seen.def&&seen.defId){if(seen.def.id===seen.defId)delete seen.def.id;assignProp(defs,seen.defId,seen.def)}}}if(ctx.external)ctx.sharedEmitDoneFor=ctx.external;if(ctx.external){}else{if(Object.keys(defs).length>0){if(ctx.target==="draft-2020-12"){result.$defs=defs}else{result.definitions=defs}}}try{const finalized=JSON.parse(JSON.stringify(result));Object.defineProperty(finalized,"~standard",{value:{...schema["~standard"],jsonSchema:{input:createStandardJSONSchemaMethod(schema,"input",ctx.processors),output:createStandardJSONSchemaMethod(schema,"output",ctx.processors)}},enumerable:false,writable:false});return finalized}catch(_err){throw new Error("Error converting schema to JSON.")}}function isTransforming(_schema,_ctx){const ctx=_ctx??{seen:new Set};if(ctx.seen.has(_schema))return false;ctx.seen.add(_schema);const def=_schema._zod.def;if(def.type==="transform")return true;if(def.type==="array")return isTransforming(def.element,ctx);if(def.type==="set")return isTransforming(def.valueType,ctx);if(def.type==="lazy")return isTransforming(def.getter(),ctx);if(def.type==="promise"||def.type==="optional"||def.type==="nonoptional"||def.type==="nullable"||def.type==="readonly"||def.type==="default"||def.type==="prefault"||def.type==="catch"){return isTransforming(def.innerType,ctx)}if(def.type==="intersection"){return isTransforming(def.left,ctx)||isTransforming(def.right,ctx)}if(def.type==="record"||def.type==="map"){return isTransforming(def.keyType,ctx)||isTransforming(def.valueType,ctx)}if(def.type==="pipe"){if(_schema._zod.traits.has("$ZodCodec"))return true;return isTransforming(def.in,ctx)||isTransforming(def.out,ctx)}if(def.type==="object"){for(const key in def.shape){if(isTransforming(def.shape[key],ctx))return true}return false}if(def.type==="union"){for(const option of def.options){if(isTransforming(option,ctx))return true}return false}if(def.type==="tuple"){for(const item of def.items){if(isTransforming(item,ctx))return true}if(def.rest&&isTransforming(def.rest,ctx))return true;return false}return false}var createToJSONSchemaMethod=(schema,processors={})=>params=>{const ctx=initializeContext({...params,processors});processSchema(schema,ctx);extractDefs(ctx,schema);return finalize(ctx,schema)};var createStandardJSONSchemaMethod=(schema,io,processors={})=>params=>{const{libraryOptions,target}=params??{};const ctx=initializeContext({...libraryOptions??{},target,io,processors});processSchema(schema,ctx);extractDefs(ctx,schema);return finalize(ctx,schema)};
// node_modules/zod/v4/core/json-schema-processors.js
var narrowMin=(agg,key,value)=>{if(agg[key]===void 0||value>agg[key])agg[key]=value};var narrowMax=(agg,key,value)=>{if(agg[key]===void 0||value<agg[key])agg[key]=value};var narrowBoth=(agg,value)=>{narrowMin(agg,"minimum",value);narrowMax(agg,"maximum",value)};var addDivisor=(agg,value)=>{agg.multipleOf??(agg.multipleOf=[]);if(!agg.multipleOf.includes(value))agg.multipleOf.push(value)};var addPattern=(agg,pattern)=>{agg.patterns??(agg.patterns=new Set);agg.patterns.add(pattern)};var intersectMime=(agg,mime)=>{agg.mime=agg.mime?agg.mime.filter(m=>mime.includes(m)):[...mime]};var setFormat=(agg,format)=>{agg.format=format;if(format.includes("int"))agg.isInt=true};var minContributor=(agg,def)=>narrowMin(agg,"minimum",def.minimum);var maxContributor=(agg,def)=>narrowMax(agg,"maximum",def.maximum);var formatContributor=ranges=>(agg,def)=>{setFormat(agg,def.format);const[minimum,maximum]=ranges[def.format];narrowMin(agg,"minimum",minimum);narrowMax(agg,"maximum",maximum)};var contributors={greater_than:(agg,def)=>narrowMin(agg,def.inclusive?"minimum":"exclusiveMinimum",def.value),less_than:(agg,def)=>narrowMax(agg,def.inclusive?"maximum":"exclusiveMaximum",def.value),multiple_of:(agg,def)=>addDivisor(agg,def.value),number_format:formatContributor(NUMBER_FORMAT_RANGES),bigint_format:formatContributor(BIGINT_FORMAT_RANGES),min_length:minContributor,max_length:maxContributor,length_equals:(agg,def)=>narrowBoth(agg,def.length),min_size:minContributor,max_size:maxContributor,size_equals:(agg,def)=>narrowBoth(agg,def.size),string_format:(agg,def)=>{setFormat(agg,def.format);if(def.pattern)addPattern(agg,def.pattern);if(def.format==="base64"||def.format==="base64url")agg.contentEncoding=def.format;if(def.local||def.precision===-1)agg.laxFormat=true},mime_type:(agg,def)=>intersectMime(agg,def.mime)};function aggregateChecks(schema){const agg={};const def=schema._zod.def;const list=schema._zod.traits.has("$ZodCheck")?[schema,...def.checks??[]]:def.checks??[];for(const ch of list)contributors[ch._zod.def.check]?.(agg,ch._zod.def);const bag=schema._zod.bag;if(bag.minimum!==void 0)narrowMin(agg,"minimum",bag.minimum);if(bag.exclusiveMinimum!==void 0)narrowMin(agg,"exclusiveMinimum",bag.exclusiveMinimum);if(bag.maximum!==void 0)narrowMax(agg,"maximum",bag.maximum);if(bag.exclusiveMaximum!==void 0)narrowMax(agg,"exclusiveMaximum",bag.exclusiveMaximum);if(bag.multipleOf!==void 0)addDivisor(agg,bag.multipleOf);if(bag.format!==void 0){agg.format??(agg.format=bag.format);if(bag.format.includes("int"))agg.isInt=true}if(bag.mime)intersectMime(agg,bag.mime);for(const pattern of bag.patterns??[])addPattern(agg,pattern);return agg}var formatMap={guid:"uuid",url:"uri",datetime:"date-time",json_string:"json-string",regex:""};var exactPatterns=new Map([[base64Charset,base64],[base64urlCharset,base64url]]);var exactPattern=p=>exactPatterns.get(p)??p;var stringProcessor=(schema,ctx,_json,_params)=>{const json=_json;json.type="string";const{minimum,maximum,format,patterns,contentEncoding,laxFormat}=aggregateChecks(schema);if(typeof minimum==="number")json.minLength=minimum;if(typeof maximum==="number")json.maxLength=maximum;if(format){json.format=formatMap[format]??format;if(json.format==="")delete json.format;if(format==="time"||laxFormat){delete json.format}}if(contentEncoding)json.contentEncoding=contentEncoding;if(patterns&&patterns.size>0){const patternList=[...patterns].map(exactPattern);if(patternList.length===1)json.pattern=patternList[0].source;else if(patternList.length>1){json.allOf=[...patternList.map(regex=>({...ctx.target==="draft-07"||ctx.target==="draft-04"||ctx.target==="openapi-3.0"?{type:"string"}:{},pattern:regex.source}))]}}};var neverProcessor=(_schema,_ctx,json,_params)=>{json.not={}};var unknownProcessor=(_schema,_ctx,_json,_params)=>{};var enumProcessor=(schema,_ctx,json,_params)=>{const def=schema._zod.def;const values=getEnumValues(def.entries);if(values.length===0){json.not={};return}if(values.every(v2=>typeof v2==="number"))json.type="number";if(values.every(v2=>typeof v2==="string"))json.type="string";json.enum=values};var customProcessor=(schema,ctx,json,params)=>{handleUnrepresentable(schema,ctx,json,params,"Custom types cannot be represented in JSON Schema")};var transformProcessor=(schema,ctx,json,params)=>{handleUnrepresentable(schema,ctx,json,params,"Transforms cannot be represented in JSON Schema")};var arrayProcessor=(schema,ctx,_json,params)=>{const json=_json;const def=schema._zod.def;const{minimum,maximum}=aggregateChecks(schema);if(typeof minimum==="number")json.minItems=minimum;if(typeof maximum==="number")json.maxItems=maximum;json.type="array";json.items=processSchema(def.element,ctx,{...params,path:[...params.path,"items"]})};function inputOptin(schema){const def=schema._zod.def;if(def.type==="pipe"&&def.in._zod.traits.has("$ZodTransform")){return inputOptin(def.out)}if(def.type==="catch"){return inputOptin(def.innerType)}return schema._zod.optin}var objectProcessor=(schema,ctx,_json,params)=>{const json=_json;const def=schema._zod.def;const shape=def.shape;const symbolKeys=Object.getOwnPropertySymbols(shape);if(symbolKeys.length&&handleUnrepresentable(schema,ctx,json,params,"Symbol keys cannot be represented in JSON Schema")){return}json.type="object";json.properties={};for(const key in shape){assignProp(json.properties,key,processSchema(shape[key],ctx,{...params,path:[...params.path,"properties",key]}))}const requiredKeys=[];for(const key of Object.keys(shape)){const field=def.shape[key];if(ctx.io==="input"?inputOptin(field)===void 0:field._zod.optout===void 0){requiredKeys.push(key)}}if(requiredKeys.length>0){json.required=requiredKeys}if(def.catchall?._zod.def.type==="never"){json.additionalProperties=false}else if(!def.catchall){if(ctx.io==="output")json.additionalProperties=false}else if(def.catchall){json.additionalProperties=processSchema(def.catchall,ctx,{...params,path:[...params.path,"additionalProperties"]})}};var unionProcessor=(schema,ctx,json,params)=>{const def=schema._zod.def;const isExclusive=def.inclusive===false;const options=def.options.map((x2,i)=>processSchema(x2,ctx,{...params,path:[...params.path,isExclusive?"oneOf":"anyOf",i]}));if(isExclusive){json.oneOf=options}else{json.anyOf=options}};var intersectionProcessor=(schema,ctx,json,params)=>{const def=schema._zod.def;const a=processSchema(def.left,ctx,{...params,path:[...params.path,"allOf",0]});const b2=processSchema(def.right,ctx,{...params,path:[...params.path,"allOf",1]});const isSimpleIntersection=val=>"allOf"in val&&Object.keys(val).length===1;const allOf=[...isSimpleIntersection(a)?a.allOf:[a],...isSimpleIntersection(b2)?b2.allOf:[b2]];json.allOf=allOf;ctx.intersections.push(allOf)};function stringifyKeyNames(bySchema,json,visited){if(json.$ref){if(visited.has(json))return json;visited.add(json);const def=bySchema.get(json)?.def;if(!def)return json;const inlined=stringifyKeyNames(bySchema,def,visited);return inlined===def?json:inlined}for(const keyword of["anyOf","oneOf"]){const branches=json[keyword];if(!Array.isArray(branches))continue;const mapped=branches.map(branch=>stringifyKeyNames(bySchema,branch,visited));if(mapped.some((branch,i)=>branch!==branches[i]))json={...json,[keyword]:mapped}}const types=Array.isArray(json.type)?json.type:[json.type];const numericType=!types.includes("string")&&types.some(t=>t==="number"||t==="integer");const values=json.enum??(json.const!==void 0?[json.const]:void 0);if(!numericType&&!values?.some(v2=>typeof v2==="number"))return json;const{minimum,maximum,exclusiveMinimum,exclusiveMaximum,multipleOf,format,id,...rest}=json;if(rest.enum)rest.enum=rest.enum.map(v2=>typeof v2==="number"?String(v2):v2);else if(typeof rest.const==="number")rest.const=String(rest.const);if(!numericType)return rest;rest.type="string";if(!values)rest.pattern=(types.includes("number")?number:integer).source;return rest}var pendingRecords=new WeakMap;function rewriteKeyNames(ctx){const bySchema=new Map;for(const entry of ctx.seen.values()){if(entry.def&&!bySchema.has(entry.schema))bySchema.set(entry.schema,entry)}const rewrites=new Map;for(const record2 of pendingRecords.get(ctx)??[]){const seen=ctx.seen.get(record2);const names=(seen?.def??seen?.schema)?.propertyNames;if(!names||names===true||rewrites.has(names))continue;const rewritten=stringifyKeyNames(bySchema,names,new Set);if(rewritten!==names)rewrites.set(names,rewritten)}if(!rewrites.size)return;for(const entry of ctx.seen.values()){for(const carrier of[entry.schema,entry.def]){const rewritten=carrier&&rewrites.get(carrier.propertyNames);if(rewritten)carrier.propertyNames=rewritten}}}var recordProcessor=(schema,ctx,_json,params)=>{const json=_json;const def=schema._zod.def;json.type="object";const keyType=def.keyType;const patterns=aggregateChecks(keyType).patterns;if(def.mode==="loose"&&patterns&&patterns.size>0){const valueSchema=processSchema(def.valueType,ctx,{...params,path:[...params.path,"patternProperties","*"]});json.patternProperties={};for(const pattern of patterns){assignProp(json.patternProperties,exactPattern(pattern).source,valueSchema)}}else{if(ctx.target==="draft-07"||ctx.target==="draft-2020-12"){json.propertyNames=processSchema(def.keyType,ctx,{...params,path:[...params.path,"propertyNames"]});let pending=pendingRecords.get(ctx);if(!pending){pending=[];pendingRecords.set(ctx,pending);ctx.deferred.push(()=>rewriteKeyNames(ctx))}pending.push(schema)}json.additionalProperties=processSchema(def.valueType,ctx,{...params,path:[...params.path,"additionalProperties"]})}const keyValues=keyType._zod.values;const omittableOnInput=ctx.io==="input"&&inputOptin(def.valueType)!==void 0;if(keyValues&&!def.partial&&!omittableOnInput){const validKeyValues=[...keyValues].filter(v2=>typeof v2==="string"||typeof v2==="number");if(validKeyValues.length>0){json.required=validKeyValues.map(String)}}};var nullableProcessor=(schema,ctx,json,params)=>{const def=schema._zod.def;const inner=processSchema(def.innerType,ctx,params);const seen=ctx.seen.get(schema);if(ctx.target==="openapi-3.0"){seen.ref=def.innerType;json.nullable=true}else{json.anyOf=[inner,{type:"null"}]}};var nonoptionalProcessor=(schema,ctx,_json,params)=>{const def=schema._zod.def;processSchema(def.innerType,ctx,params);const seen=ctx.seen.get(schema);seen.ref=def.innerType};var UNREPRESENTABLE_DEFAULT=Symbol();function serializeDefaultValue(value,schema,ctx,json,params){let unrepresentable=false;const serialized=JSON.stringify(value,(_2,val)=>{if(typeof val!=="bigint")return val;unrepresentable=true;return null});if(!unrepresentable)return JSON.parse(serialized);handleUnrepresentable(schema,ctx,json,params,"BigInt defaults cannot be represented in JSON Schema");return UNREPRESENTABLE_DEFAULT}var defaultProcessor=(schema,ctx,json,params)=>{const def=schema._zod.def;processSchema(def.innerType,ctx,params);const seen=ctx.seen.get(schema);seen.ref=def.innerType;const value=serializeDefaultValue(def.defaultValue,schema,ctx,json,params);if(value!==UNREPRESENTABLE_DEFAULT)json.default=value};var prefaultProcessor=(schema,ctx,json,params)=>{const def=schema._zod.def;processSchema(def.innerType,ctx,params);const seen=ctx.seen.get(schema);seen.ref=def.innerType;if(ctx.io!=="input")return;const value=serializeDefaultValue(def.defaultValue,schema,ctx,json,params);if(value!==UNREPRESENTABLE_DEFAULT)json._prefault=value};var catchProcessor=(schema,ctx,json,params)=>{const def=schema._zod.def;processSchema(def.innerType,ctx,params);const seen=ctx.seen.get(schema);seen.ref=def.innerType;let catchValue;try{catchValue=def.catchValue(void 0)}catch{handleUnrepresentable(schema,ctx,json,params,"Dynamic catch values are not supported in JSON Schema");return}json.default=catchValue};var pipeProcessor=(schema,ctx,_json,params)=>{const def=schema._zod.def;const inIsTransform=def.in._zod.traits.has("$ZodTransform");const innerType=ctx.io==="input"?inIsTransform?def.out:def.in:def.out;processSchema(innerType,ctx,params);const seen=ctx.seen.get(schema);seen.ref=innerType};var readonlyProcessor=(schema,ctx,json,params)=>{const def=schema._zod.def;processSchema(def.innerType,ctx,params);const seen=ctx.seen.get(schema);seen.ref=def.innerType;json.readOnly=true};var optionalProcessor=(schema,ctx,_json,params)=>{const def=schema._zod.def;processSchema(def.innerType,ctx,params);const seen=ctx.seen.get(schema);seen.ref=def.innerType};
// node_modules/zod/v4/classic/errors.js
var _installedErrorProtos=new WeakSet([Object.prototype,Error.prototype]);function _lazyMethod(proto,key,make){Object.defineProperty(proto,key,{configurable:true,enumerable:false,get(){const value=make(this);Object.defineProperty(this,key,{value,configurable:true,writable:true});return value},set(value){Object.defineProperty(this,key,{value,configurable:true,writable:true})}})}var initializer2=(inst,issues)=>{$ZodError.init(inst,issues);inst.name="ZodError";const proto=Object.getPrototypeOf(inst);if(_installedErrorProtos.has(proto))return;_installedErrorProtos.add(proto);_lazyMethod(proto,"format",self=>mapper=>formatError(self,mapper));_lazyMethod(proto,"flatten",self=>mapper=>flattenError(self,mapper));_lazyMethod(proto,"addIssue",self=>issue2=>{self.issues.push(issue2);self.message=JSON.stringify(self.issues,jsonStringifyReplacer,2)});_lazyMethod(proto,"addIssues",self=>issues2=>{self.issues.push(...issues2);self.message=JSON.stringify(self.issues,jsonStringifyReplacer,2)});Object.defineProperty(proto,"isEmpty",{configurable:true,enumerable:false,get(){return this.issues.length===0}})};var ZodRealError=$constructor("ZodError",initializer2,void 0,{Parent:Error});
// node_modules/zod/v4/classic/parse.js
var parse2=_parse(ZodRealError);var parseAsync=_parseAsync(ZodRealError);var safeParse=_safeParse(ZodRealError);var safeParseAsync=_safeParseAsync(ZodRealError);var encode=_encode(ZodRealError);var decode2=_decode(ZodRealError);var encodeAsync=_encodeAsync(ZodRealError);var decodeAsync=_decodeAsync(ZodRealError);var safeEncode=_safeEncode(ZodRealError);var safeDecode=_safeDecode(ZodRealError);var safeEncodeAsync=_safeEncodeAsync(ZodRealError);var safeDecodeAsync=_safeDecodeAsync(ZodRealError);
// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale(){if(!globalConfig.localeError)config(en_default())}function _ensureDefaultMemoizer(){if(!globalConfig.memoizer)config({memoizer:memoizer()})}var ZodType=$constructor("ZodType",(inst,def)=>{_ensureDefaultLocale();$ZodType.init(inst,def);inst.def=def;inst.type=def.type;return inst},{check(...chks){const def=this.def;return this.clone(util_exports.mergeDefs(def,{checks:[...def.checks??[],...chks.map(ch=>typeof ch==="function"?{_zod:{check:ch,def:{check:"custom"},onattach:[]}}:ch)]}),{parent:true})},with(...chks){return this.check(...chks)},clone(def,params){return clone(this,def,params)},brand(){return this},register(reg,meta2){reg.add(this,meta2);return this},refine(check,params){return this.check(refine(check,params))},superRefine(refinement,params){return this.check(superRefine(refinement,params))},overwrite(fn){return this.check(_overwrite(fn))},optional(){return optional(this)},exactOptional(){return exactOptional(this)},nullable(){return nullable(this)},nullish(){return optional(nullable(this))},nonoptional(params){return nonoptional(this,params)},array(){return array(this)},or(arg){return union([this,arg])},and(arg){return intersection(this,arg)},transform(tx){return pipe(this,transform(tx))},default(d){return _default(this,d)},prefault(d){return prefault(this,d)},catch(params){return _catch(this,params)},pipe(target){return pipe(this,target)},readonly(){return readonly(this)},describe(description){const cl=this.clone();globalRegistry.add(cl,{description});return cl},meta(...args){if(args.length===0)return globalRegistry.get(this);const cl=this.clone();globalRegistry.add(cl,args[0]);return cl},isOptional(){return this.safeParse(void 0).success},isNullable(){return this.safeParse(null).success},apply(fn,...args){return args.length===0?fn(this):fn(this,...args)},get"~standard"(){return util_exports.hide(this,"~standard",{...standardProps(this),jsonSchema:{input:createStandardJSONSchemaMethod(this,"input"),output:createStandardJSONSchemaMethod(this,"output")}})},set"~standard"(value){util_exports.own(this,"~standard",value)},parse:function _parse2(data,params){return parse2(this,data,params,{callee:_parse2})},parseAsync:async function _parseAsync2(data,params){return await parseAsync(this,data,params,{callee:_parseAsync2})},safeParse(data,params){return safeParse(this,data,params)},async safeParseAsync(data,params){return safeParseAsync(this,data,params)},get spa(){return this?.safeParseAsync},set spa(value){util_exports.own(this,"spa",value)},validate(data,params){return validate(this,data,params)},validateAsync(data,params){return validateAsync(this,data,params)},encode:function _encode2(data,params){return encode(this,data,params,{callee:_encode2})},decode:function _decode2(data,params){return decode2(this,data,params,{callee:_decode2})},encodeAsync:async function _encodeAsync2(data,params){return await encodeAsync(this,data,params,{callee:_encodeAsync2})},decodeAsync:async function _decodeAsync2(data,params){return await decodeAsync(this,data,params,{callee:_decodeAsync2})},safeEncode(data,params){return safeEncode(this,data,params)},safeDecode(data,params){return safeDecode(this,data,params)},async safeEncodeAsync(data,params){return safeEncodeAsync(this,data,params)},async safeDecodeAsync(data,params){return safeDecodeAsync(this,data,params)},toJSONSchema(params){return createToJSONSchemaMethod(this,{})(params)},get description(){return globalRegistry.get(this)?.description},get _def(){return this._zod.def}});var _ZodString=$constructor("_ZodString",(inst,def)=>{$ZodString.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>stringProcessor(inst,ctx,json,params)},util_exports.derived({format:inst=>aggregateChecks(inst).format??null,minLength:inst=>aggregateChecks(inst).minimum??null,maxLength:inst=>aggregateChecks(inst).maximum??null},{regex(...args){return this.check(_regex(...args))},includes(...args){return this.check(_includes(...args))},startsWith(...args){return this.check(_startsWith(...args))},endsWith(...args){return this.check(_endsWith(...args))},min(...args){return this.check(_minLength(...args))},max(...args){return this.check(_maxLength(...args))},length(...args){return this.check(_length(...args))},nonempty(...args){return this.check(_minLength(1,...args))},lowercase(params){return this.check(_lowercase(params))},uppercase(params){return this.check(_uppercase(params))},trim(){return this.check(_trim())},normalize(...args){return this.check(_normalize(...args))},toLowerCase(){return this.check(_toLowerCase())},toUpperCase(){return this.check(_toUpperCase())},slugify(){return this.check(_slugify())}}));var ZodString=$constructor("ZodString",(inst,def)=>{$ZodString.init(inst,def);_ZodString.init(inst,def)},{email(params){return this.check(_email(ZodEmail,params))},url(params){return this.check(_url(ZodURL,params))},jwt(params){return this.check(_jwt(ZodJWT,params))},emoji(params){return this.check(_emoji2(ZodEmoji,params))},guid(params){return this.check(_guid(ZodGUID,params))},uuid(params){return this.check(_uuid(ZodUUID,params))},uuidv4(params){return this.check(_uuidv4(ZodUUID,params))},uuidv6(params){return this.check(_uuidv6(ZodUUID,params))},uuidv7(params){return this.check(_uuidv7(ZodUUID,params))},nanoid(params){return this.check(_nanoid(ZodNanoID,params))},cuid(params){return this.check(_cuid(ZodCUID,params))},cuid2(params){return this.check(_cuid2(ZodCUID2,params))},ulid(params){return this.check(_ulid(ZodULID,params))},base64(params){return this.check(_base64(ZodBase64,params))},base64url(params){return this.check(_base64url(ZodBase64URL,params))},xid(params){return this.check(_xid(ZodXID,params))},ksuid(params){return this.check(_ksuid(ZodKSUID,params))},ipv4(params){return this.check(_ipv4(ZodIPv4,params))},ipv6(params){return this.check(_ipv6(ZodIPv6,params))},cidrv4(params){return this.check(_cidrv4(ZodCIDRv4,params))},cidrv6(params){return this.check(_cidrv6(ZodCIDRv6,params))},e164(params){return this.check(_e164(ZodE164,params))},datetime(params){return this.check(_isoDateTime(ZodISODateTime,params))},date(params){return this.check(_isoDate(ZodISODate,params))},time(params){return this.check(_isoTime(ZodISOTime,params))},duration(params){return this.check(_isoDuration(ZodISODuration,params))}});function string2(params){return _string(ZodString,params)}var ZodStringFormat=$constructor("ZodStringFormat",(inst,def)=>{$ZodStringFormat.init(inst,def);_ZodString.init(inst,def)});var ZodISODateTime=$constructor("ZodISODateTime",(inst,def)=>{$ZodISODateTime.init(inst,def);ZodStringFormat.init(inst,def)});var ZodISODate=$constructor("ZodISODate",(inst,def)=>{$ZodISODate.init(inst,def);ZodStringFormat.init(inst,def)});var ZodISOTime=$constructor("ZodISOTime",(inst,def)=>{$ZodISOTime.init(inst,def);ZodStringFormat.init(inst,def)});var ZodISODuration=$constructor("ZodISODuration",(inst,def)=>{$ZodISODuration.init(inst,def);ZodStringFormat.init(inst,def)});var ZodEmail=$constructor("ZodEmail",(inst,def)=>{$ZodEmail.init(inst,def);ZodStringFormat.init(inst,def)});var ZodGUID=$constructor("ZodGUID",(inst,def)=>{$ZodGUID.init(inst,def);ZodStringFormat.init(inst,def)});var ZodUUID=$constructor("ZodUUID",(inst,def)=>{$ZodUUID.init(inst,def);ZodStringFormat.init(inst,def)});var ZodURL=$constructor("ZodURL",(inst,def)=>{$ZodURL.init(inst,def);ZodStringFormat.init(inst,def)});var ZodEmoji=$constructor("ZodEmoji",(inst,def)=>{$ZodEmoji.init(inst,def);ZodStringFormat.init(inst,def)});var ZodNanoID=$constructor("ZodNanoID",(inst,def)=>{$ZodNanoID.init(inst,def);ZodStringFormat.init(inst,def)});var ZodCUID=$constructor("ZodCUID",(inst,def)=>{$ZodCUID.init(inst,def);ZodStringFormat.init(inst,def)});var ZodCUID2=$constructor("ZodCUID2",(inst,def)=>{$ZodCUID2.init(inst,def);ZodStringFormat.init(inst,def)});var ZodULID=$constructor("ZodULID",(inst,def)=>{$ZodULID.init(inst,def);ZodStringFormat.init(inst,def)});var ZodXID=$constructor("ZodXID",(inst,def)=>{$ZodXID.init(inst,def);ZodStringFormat.init(inst,def)});var ZodKSUID=$constructor("ZodKSUID",(inst,def)=>{$ZodKSUID.init(inst,def);ZodStringFormat.init(inst,def)});var ZodIPv4=$constructor("ZodIPv4",(inst,def)=>{$ZodIPv4.init(inst,def);ZodStringFormat.init(inst,def)});var ZodIPv6=$constructor("ZodIPv6",(inst,def)=>{$ZodIPv6.init(inst,def);ZodStringFormat.init(inst,def)});var ZodCIDRv4=$constructor("ZodCIDRv4",(inst,def)=>{$ZodCIDRv4.init(inst,def);ZodStringFormat.init(inst,def)});var ZodCIDRv6=$constructor("ZodCIDRv6",(inst,def)=>{$ZodCIDRv6.init(inst,def);ZodStringFormat.init(inst,def)});var ZodBase64=$constructor("ZodBase64",(inst,def)=>{$ZodBase64.init(inst,def);ZodStringFormat.init(inst,def)});var ZodBase64URL=$constructor("ZodBase64URL",(inst,def)=>{$ZodBase64URL.init(inst,def);ZodStringFormat.init(inst,def)});var ZodE164=$constructor("ZodE164",(inst,def)=>{$ZodE164.init(inst,def);ZodStringFormat.init(inst,def)});var ZodJWT=$constructor("ZodJWT",(inst,def)=>{$ZodJWT.init(inst,def);ZodStringFormat.init(inst,def)});var ZodUnknown=$constructor("ZodUnknown",(inst,def)=>{$ZodUnknown.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>unknownProcessor(inst,ctx,json,params)});function unknown2(){return _unknown(ZodUnknown)}var ZodNever=$constructor("ZodNever",(inst,def)=>{$ZodNever.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>neverProcessor(inst,ctx,json,params)});function never(params){return _never(ZodNever,params)}var ZodArray=$constructor("ZodArray",(inst,def)=>{_ensureDefaultMemoizer();$ZodArray.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>arrayProcessor(inst,ctx,json,params);inst.element=def.element},{min(n,params){return this.check(_minLength(n,params))},nonempty(params){return this.check(_minLength(1,params))},max(n,params){return this.check(_maxLength(n,params))},length(n,params){return this.check(_length(n,params))},unwrap(){return this.element}});function array(element,params){return _array(ZodArray,element,params)}var ZodObject=$constructor("ZodObject",(inst,def)=>{_ensureDefaultMemoizer();$ZodObjectJIT.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>objectProcessor(inst,ctx,json,params);util_exports.installLazyProp(inst,"shape",self=>self._zod.def.shape,false)},{keyof(){return _enum(Object.keys(this._zod.def.shape))},catchall(catchall){return this.clone(util_exports.mergeDefs(this._zod.def,{catchall}))},passthrough(){return this.clone(util_exports.mergeDefs(this._zod.def,{catchall:unknown2()}))},loose(){return this.clone(util_exports.mergeDefs(this._zod.def,{catchall:unknown2()}))},strict(){return this.clone(util_exports.mergeDefs(this._zod.def,{catchall:never()}))},strip(){return this.clone(util_exports.mergeDefs(this._zod.def,{catchall:void 0}))},extend(incoming){return util_exports.extend(this,incoming)},safeExtend(incoming){return util_exports.safeExtend(this,incoming)},merge(other){return util_exports.merge(this,other)},pick(mask){return util_exports.pick(this,mask)},omit(mask){return util_exports.omit(this,mask)},partial(...args){return util_exports.partial(ZodOptional,this,args[0])},exactPartial(...args){return util_exports.partial(ZodExactOptional,this,args[0],"exactPartial")},required(...args){return util_exports.required(ZodNonOptional,this,args[0])}});function looseObject(shape,params){return new ZodObject({type:"object",shape,catchall:unknown2(),...util_exports.normalizeParams(params)})}var ZodUnion=$constructor("ZodUnion",(inst,def)=>{$ZodUnion.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>unionProcessor(inst,ctx,json,params);inst.options=def.options});function union(options,params){return new ZodUnion({type:"union",options,...util_exports.normalizeParams(params)})}var ZodIntersection=$constructor("ZodIntersection",(inst,def)=>{$ZodIntersection.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>intersectionProcessor(inst,ctx,json,params)});function intersection(left,right){return new ZodIntersection({type:"intersection",left,right})}var ZodRecord=$constructor("ZodRecord",(inst,def)=>{_ensureDefaultMemoizer();$ZodRecord.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>recordProcessor(inst,ctx,json,params);inst.keyType=def.keyType;inst.valueType=def.valueType});function record(keyType,valueType,params){if(!valueType||!valueType._zod){return new ZodRecord({type:"record",keyType:string2(),valueType:keyType,...util_exports.normalizeParams(valueType)})}return new ZodRecord({type:"record",keyType,valueType,...util_exports.normalizeParams(params)})}var ZodEnum=$constructor("ZodEnum",(inst,def)=>{$ZodEnum.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>enumProcessor(inst,ctx,json,params);inst.enum=def.entries;inst.options=[...inst._zod.values];const keys=new Set(Object.keys(def.entries));inst.extract=(values,params)=>{const newEntries={};for(const value of values){if(keys.has(value)){newEntries[value]=def.entries[value]}else throw new Error(`Key ${value} not found in enum`)}return new ZodEnum({...def,checks:[],...util_exports.normalizeParams(params),entries:newEntries})};inst.exclude=(values,params)=>{const newEntries={...def.entries};for(const value of values){if(keys.has(value)){delete newEntries[value]}else throw new Error(`Key ${value} not found in enum`)}return new ZodEnum({...def,checks:[],...util_exports.normalizeParams(params),entries:newEntries})}});function _enum(values,params){const entries=Array.isArray(values)?Object.fromEntries(values.map(v2=>[v2,v2])):values;return new ZodEnum({type:"enum",entries,...util_exports.normalizeParams(params)})}var ZodTransform=$constructor("ZodTransform",(inst,def)=>{_ensureDefaultMemoizer();$ZodTransform.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>transformProcessor(inst,ctx,json,params);inst._zod.parse=(payload,_ctx)=>{if(_ctx.direction==="backward"){throw new $ZodEncodeError(inst.constructor.name)}payload.addIssue=issue2=>{if(typeof issue2==="string"){payload.issues.push(util_exports.issue(issue2,payload.value,def))}else{const _issue=issue2;if(_issue.fatal)_issue.continue=false;_issue.code??(_issue.code="custom");if(!("input"in _issue))_issue.input=payload.value;_issue.inst??(_issue.inst=inst);payload.issues.push(util_exports.issue(_issue))}};const output=def.transform(payload.value,payload);if(output instanceof Promise){return output.then(output2=>{payload.value=output2;return payload})}payload.value=output;return payload}});function transform(fn){return new ZodTransform({type:"transform",transform:fn})}var ZodOptional=$constructor("ZodOptional",(inst,def)=>{$ZodOptional.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>optionalProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType});function optional(innerType){return new ZodOptional({type:"optional",innerType})}var ZodExactOptional=$constructor("ZodExactOptional",(inst,def)=>{$ZodExactOptional.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>optionalProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType});function exactOptional(innerType){return new ZodExactOptional({type:"optional",innerType})}var ZodNullable=$constructor("ZodNullable",(inst,def)=>{$ZodNullable.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>nullableProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType});function nullable(innerType){return new ZodNullable({type:"nullable",innerType})}var ZodDefault=$constructor("ZodDefault",(inst,def)=>{$ZodDefault.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>defaultProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType;inst.removeDefault=inst.unwrap});function _default(innerType,defaultValue){return new ZodDefault({type:"default",innerType,get defaultValue(){return typeof defaultValue==="function"?defaultValue():util_exports.shallowClone(defaultValue)}})}var ZodPrefault=$constructor("ZodPrefault",(inst,def)=>{$ZodPrefault.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>prefaultProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType});function prefault(innerType,defaultValue){return new ZodPrefault({type:"prefault",innerType,get defaultValue(){return typeof defaultValue==="function"?defaultValue():util_exports.shallowClone(defaultValue)}})}var ZodNonOptional=$constructor("ZodNonOptional",(inst,def)=>{$ZodNonOptional.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>nonoptionalProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType});function nonoptional(innerType,params){return new ZodNonOptional({type:"nonoptional",innerType,...util_exports.normalizeParams(params)})}var ZodCatch=$constructor("ZodCatch",(inst,def)=>{$ZodCatch.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>catchProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType;inst.removeCatch=inst.unwrap});function _catch(innerType,catchValue){return new ZodCatch({type:"catch",innerType,catchValue:typeof catchValue==="function"?catchValue:util_exports.constantCatch(catchValue)})}var ZodPipe=$constructor("ZodPipe",(inst,def)=>{$ZodPipe.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>pipeProcessor(inst,ctx,json,params);inst.in=def.in;inst.out=def.out});function pipe(in_,out){return new ZodPipe({type:"pipe",in:in_,out})}var ZodReadonly=$constructor("ZodReadonly",(inst,def)=>{$ZodReadonly.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>readonlyProcessor(inst,ctx,json,params);inst.unwrap=()=>inst._zod.def.innerType});function readonly(innerType){return new ZodReadonly({type:"readonly",innerType})}var ZodCustom=$constructor("ZodCustom",(inst,def)=>{$ZodCustom.init(inst,def);ZodType.init(inst,def);inst._zod.processJSONSchema=(ctx,json,params)=>customProcessor(inst,ctx,json,params)});function refine(fn,_params={}){return _refine(ZodCustom,fn,_params)}function superRefine(fn,params){return _superRefine(fn,params)}
// src/finding/user-error.ts
var UserError = class extends Error {
  reason;
  constructor(reason, message, options) {
    super(message, options);
    this.name = "UserError";
    this.reason = reason;
  }
};

// src/lint/type-outputs.ts
var OutputKind = _enum(["string", "number", "integer", "boolean", "array", "object", "any"]).catch("any");
var TypeOutputs = record(string2(), record(string2(), OutputKind));

// src/lint/schema/schema-shape.ts
var KINDS2 = /* @__PURE__ */ new Set(["object", "array", "string", "boolean", "integer", "number"]);
var parseShape = (node2, resolve2) => {
  const parts = flatten(node2, resolve2);
  const additional = parts.map((part) => part["additionalProperties"]).find((value) => value !== void 0);
  const properties = parts.flatMap((part) => isMapValue(part["properties"]) ? Object.entries(part["properties"]) : []);
  return {
    kinds: [...new Set(parts.flatMap(kindsOf))],
    properties: new Map(properties.filter((entry) => isMapValue(entry[1]))),
    required: [...new Set(parts.flatMap((part) => textsOf2(part["required"])))],
    items: parts.map((part) => part["items"]).find(isMapValue),
    additional: isMapValue(additional) ? additional : void 0,
    isOpen: additional === true || isMapValue(additional) || properties.length === 0,
    isNotEmpty: parts.some(({ minItems }) => typeof minItems === "number" && minItems > 0),
    alternatives: parts.map((part) => part["anyOf"] ?? part["oneOf"]).find(Array.isArray)?.filter(isMapValue) ?? [],
    constants: parts.map((part) => part["enum"]).find(Array.isArray) ?? [],
    format: parts.map((part) => part["format"]).find((format) => typeof format === "string"),
    isDynamic: parts.some((part) => part["$dynamic"] === true)
  };
};
var flatten = (node2, resolve2) => {
  const seen = /* @__PURE__ */ new Set();
  const waiting = [node2];
  for (let part = waiting.pop(); part !== void 0; part = waiting.pop()) {
    if (seen.has(part)) continue;
    seen.add(part);
    const target = resolve2(part);
    const all2 = Array.isArray(part["allOf"]) ? part["allOf"].filter(isMapValue) : [];
    for (const more of all2.toReversed()) waiting.push(more);
    if (target !== void 0) waiting.push(target);
  }
  return [...seen];
};
var kindsOf = (part) => {
  const type = part["type"];
  return (Array.isArray(type) ? type : [type]).filter(isKind);
};
var isKind = (value) => typeof value === "string" && KINDS2.has(value);
var textsOf2 = (value) => Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
var constantsOf = (node2) => {
  if (!isMapValue(node2)) return [];
  const constants = Array.isArray(node2["enum"]) ? node2["enum"] : [node2["const"]];
  return constants.filter((constant) => typeof constant === "string");
};
var fitsKind = (value, kind) => {
  if (kind === "object") return isMapValue(value);
  if (kind === "array") return Array.isArray(value);
  if (typeof value === "object") return value instanceof Date && kind === "string";
  if (kind === "string") return true;
  if (kind === "boolean") return typeof value !== "string" || /^(?:true|false)?$/i.test(value.trim());
  return typeof value !== "boolean" && (typeof value !== "string" || !Number.isNaN(Number(value)));
};
var parseChoice = (shapes) => {
  const maps = shapes.filter(({ kinds }) => kinds.includes("object"));
  const typed2 = maps.map((shape) => ({ shape, types: constantsOf(shape.properties.get("type")) }));
  const isTyped = typed2.length > 0 && typed2.every(({ types }) => types.length > 0);
  return {
    shapes,
    kinds: [...new Set(shapes.flatMap(({ kinds }) => kinds))],
    isOpen: shapes.some(({ kinds, alternatives }) => kinds.length === 0 || alternatives.length > 0),
    isRendered: shapes.some(({ isDynamic }) => isDynamic),
    byType: isTyped ? sortedByType(typed2) : void 0
  };
};
var sortedByType = (typed2) => {
  const entries = typed2.flatMap(({ shape, types }) => types.map((type) => ({ type, shape, typeCount: types.length })));
  return new Map(
    [...Map.groupBy(entries, ({ type }) => type)].map(([type, all2]) => {
      const [best] = all2.toSorted((a, b2) => a.typeCount - b2.typeCount);
      return [type, all2.filter(({ typeCount }) => typeCount === best?.typeCount).map(({ shape }) => shape)];
    })
  );
};

// src/lint/schema/flow-schema.ts
var Exported = looseObject({
  $ref: string2().optional(),
  definitions: record(string2(), unknown2()),
  // Added by the command "schema".
  "x-kestra-gitops": looseObject({ version: string2(), outputs: TypeOutputs.optional().catch(void 0) }).optional().catch(void 0)
});
var REFERENCE_PREFIX = "#/definitions/";
var loadFlowSchema = (json) => {
  const exported = Exported.safeParse(json);
  const root = exported.data && resolve(exported.data, exported.data.definitions);
  if (exported.data === void 0 || root === void 0 || !isMapValue(root["properties"])) {
    throw new UserError(
      "schema-unreadable",
      "The flow schema is not one that Kestra exports: it needs `$ref` and `definitions`. Fetch it again from `/api/v1/plugins/schemas/flow`."
    );
  }
  const { definitions } = exported.data;
  const shapeOfTarget = memoize((target) => parseShape(target, (part) => resolve(part, definitions)));
  const shapeOf = memoize((node2) => shapeOfTarget(targetOf(node2, definitions)));
  const types = typesOf2(definitions);
  const stamp = exported.data["x-kestra-gitops"];
  return {
    version: stamp === void 0 ? versionOfTypes(types) : versionOf(stamp.version),
    outputs: stamp?.outputs,
    root,
    types,
    shapeOf,
    choiceOf: memoize((shape) => parseChoice(shape.alternatives.map(shapeOf)))
  };
};
var versionOfTypes = (types) => {
  if (types.has("io.kestra.plugin.core.flow.Loop")) return { major: 2, minor: 0 };
  return types.has("io.kestra.plugin.core.flow.ForEach") ? { major: 1, minor: 0 } : void 0;
};
var targetOf = (node2, definitions) => {
  const seen = /* @__PURE__ */ new Set();
  let target = node2;
  while (Object.keys(target).length === 1 && !seen.has(target)) {
    seen.add(target);
    target = resolve(target, definitions) ?? target;
  }
  return target;
};
var resolve = (node2, definitions) => {
  const reference = node2["$ref"];
  if (typeof reference !== "string") return node2;
  const name = reference.startsWith(REFERENCE_PREFIX) ? reference.slice(REFERENCE_PREFIX.length) : void 0;
  const definition = name === void 0 ? "" : decodePointer(name);
  const target = Object.hasOwn(definitions, definition) ? definitions[definition] : void 0;
  return isMapValue(target) ? target : void 0;
};
var decodePointer = (token) => decodedOnce(token).replaceAll("~1", "/").replaceAll("~0", "~");
var typesOf2 = (definitions) => {
  const types = /* @__PURE__ */ new Map();
  for (const definition of Object.values(definitions)) {
    if (!isMapValue(definition) || !isMapValue(definition["properties"])) continue;
    for (const type of constantsOf(definition["properties"]["type"])) {
      if (type.includes(".")) types.set(type, definition);
    }
  }
  return types;
};

// src/lint/schema/knows-construct.ts
var knowsConstruct = (schema) => (flow, path) => {
  const property = path.at(-1);
  const parent = path.slice(0, -1);
  if (property === "type") {
    const type = plainText(valueAt(flow, path));
    return schema.types.has(type) || (optionsAt(schema, flow, parent)?.has(type) ?? false);
  }
  return typeof property === "string" && shapeAt(schema, flow, parent)?.properties.has(property) === true;
};
var shapeAt = (schema, flow, path) => {
  const value = valueAt(flow, path);
  const type = isMapValue(value) ? plainText(value["type"] ?? "") : "";
  const known = schema.types.get(type);
  if (known !== void 0) return schema.shapeOf(known);
  if (path.length === 0) return schema.shapeOf(schema.root);
  const options = optionsAt(schema, flow, path);
  return options === void 0 ? declaredAt(schema, flow, path) : options.get(type)?.[0];
};
var declaredAt = (schema, flow, path) => {
  const above = shapeAt(schema, flow, path.slice(0, -1));
  const step = path.at(-1);
  const node2 = typeof step === "number" ? above?.items : above?.properties.get(String(step));
  return node2 && schema.shapeOf(node2);
};
var optionsAt = (schema, flow, path) => {
  const declared = path.length === 0 ? void 0 : declaredAt(schema, flow, path);
  return declared && declared.alternatives.length > 0 ? schema.choiceOf(declared).byType : void 0;
};

// src/lint/schema/check-text.ts
var FORMATS = ["duration", "date", "date-time", "partial-time"];
var TYPE_BY_KIND = {
  // The schema does not say how many bits it has.
  integer: "long",
  number: "number",
  boolean: "boolean"
};
var typeOfText = ({ format }) => FORMATS.find((each) => each === format);
var typeOfRendered = ({ shapes, isRendered: isRendered2 }) => {
  const [one, template] = shapes;
  if (shapes.length !== 2 || !isRendered2 || !one || !template || template.format !== void 0) return void 0;
  const [kind, ...more] = one.kinds;
  if (kind === void 0 || more.length > 0 || template.kinds.join() !== "string") return void 0;
  return kind === "string" ? typeOfText(one) : TYPE_BY_KIND[kind];
};
var checkText = (check, { value, path, isRendered: isRendered2 }, type) => {
  if (typeof value === "object" || isOwnInput(path)) return;
  const text = isRendered2 ? check.textAt(path, value) : String(value);
  const isRefused = !isRendered2 && isTemplate(text);
  const misfit = isRefused ? NOT_RENDERED2 : readProperty(text, type, isRendered2 ? check.version : STRICT_VERSION);
  if (misfit === void 0) return;
  const { reason, readAs, fix } = misfit;
  const what = `\`${path.at(-1)}\` is "${shown(text)}"`;
  if (readAs !== void 0)
    check.report({ code: "value-read-differently", path, message: `${what}, read as ${readAs}: ${reason}.`, hint: fix });
  else if (isRendered2) check.report({ code: "invalid-value", path, message: `${what}: ${reason}.`, hint: fix });
  else check.report({ code: "wrong-type", path, message: `${what}: ${reason}.` });
};
var STRICT_VERSION = { major: 1, minor: 0 };
var NOT_RENDERED2 = { reason: "it is not rendered, so a template is not allowed here" };
var isOwnInput = ([list, , key]) => list === "inputs" && (key === "defaults" || key === "prefill");
var isJsonOf = (value, kinds) => {
  if (typeof value !== "string") return false;
  return kinds.includes("array") && listOf(value) !== void 0 || kinds.includes("object") && isMapValue(readJson(value));
};

// src/lint/schema/schema-findings.ts
var isAnyTask = (shape) => shape.properties.has("id") && shape.properties.has("type") && shape.required.includes("type") && constantsOf(shape.properties.get("type")).length === 0;
var reportType = (check, found) => {
  const { path, type, allowed } = found;
  const isKnown = check.schema.types.has(type);
  const install = check.server === void 0 ? void 0 : "Install the plugin on the server, or correct the type.";
  check.report({
    code: "unknown-type",
    path: [...path, "type"],
    message: isKnown ? `\`${type}\` is not allowed here` : unknownType(check, type),
    hint: isKnown ? "This type belongs to another list of the flow." : suggestType(type, allowed) ?? install
  });
};
var unknownType = ({ server }, type) => server === void 0 ? `Unknown type \`${type}\`` : `This server (${server}) has no plugin with the type \`${type}\``;
var suggestType = (type, allowed) => {
  const name = type.slice(type.lastIndexOf(".") + 1);
  const namesakes = allowed.filter((candidate) => candidate.endsWith(`.${name}`));
  return namesakes.length === 1 ? `Did you mean \`${namesakes[0]}\`?` : suggestion(type, allowed);
};
var reportMissing = (check, property, { value, path, isIncomplete }) => {
  const type = isMapValue(value) ? value["type"] : void 0;
  if (check.hasDefault(type, property)) return;
  const isPlugin = typeof type === "string" && type.includes(".") && !type.startsWith("io.kestra.plugin.core.");
  const isCertain = !isPlugin || property === "id";
  const isWritten = isMapValue(value) && Object.hasOwn(value, property);
  check.report({
    code: "missing-property",
    path: isWritten ? [...path, property] : path,
    part: isWritten ? "key" : void 0,
    message: `The required property \`${property}\` is missing`,
    hint: isCertain ? void 0 : `Add \`${property}\`, unless the server has a plugin default for it.`,
    severity: isCertain && !isIncomplete ? void 0 : "warning"
  });
};
var KIND_NAMES = {
  object: "a map",
  array: "a list",
  string: "a text",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number"
};
var reportKind = (check, { value, shape, path, isRendered: isRendered2, isChosenByName = false }, kinds) => {
  if (isRendered2 && typeof value === "string" && value.includes("{{")) return;
  const wanted = kinds.map((kind) => KIND_NAMES[kind]).join(" or ");
  const isCertain = !isRendered2 && (isChosenByName || shape.alternatives.length === 0 && !isAnyTask(shape));
  check.report({
    code: "wrong-type",
    path,
    severity: isCertain ? void 0 : "warning",
    message: `\`${path.at(-1)}\` must be ${wanted}, not ${describe2(value)}`
  });
};
var describe2 = (value) => {
  if (Array.isArray(value)) return "a list";
  if (isMapValue(value)) return "a map";
  return typeof value === "string" ? "a text" : plainText(value);
};

// src/lint/schema/check-node.ts
var checkNode = (check, value, at) => {
  if (value === null || value === void 0 || value === "") return;
  const { node: node2, path, isRendered: isRendered2 = false, isIncomplete = false } = at;
  const shape = check.schema.shapeOf(node2);
  checkValue2(check, { value, shape, path, isRendered: isRendered2 || shape.isDynamic, isIncomplete });
};
var checkValue2 = (check, place) => {
  const { value, shape, path, isRendered: isRendered2 } = place;
  const { kinds } = shape;
  if (!fitsKinds(value, kinds)) {
    if (!isOwnInput(path) && !(isRendered2 && isJsonOf(value, kinds))) reportKind(check, place, kinds);
  } else if (shape.alternatives.length > 0) checkAlternatives(check, place);
  else if (isMapValue(value)) checkMap(check, value, place);
  else if (Array.isArray(value)) checkItems(check, value, place);
  else checkScalar(check, place);
};
var checkScalar = (check, place) => {
  const { value, shape, path, isRendered: isRendered2 } = place;
  const type = typeOfText(shape);
  if (type !== void 0) checkText(check, place, type);
  const allowed = shape.constants.map(plainText);
  const text = plainText(value);
  if (allowed.length === 0 || allowed.includes(isRendered2 ? text.trim() : text)) return;
  if (isRendered2 && isTemplate(text)) return;
  check.report({
    // Servers accept this value, and fail when the task reads it (docs/internals/facts/kestra.md, "What validation lets
    // pass").
    code: isRendered2 ? "invalid-value" : "wrong-type",
    path,
    severity: "warning",
    message: `\`${text}\` is not one of the values in the schema`,
    hint: suggestion(text, allowed) ?? `Use one of ${allowed.slice(0, 12).join(", ")}.`
  });
};
var fitsKinds = (value, kinds) => kinds.length === 0 || kinds.some((kind) => fitsKind(value, kind));
var checkItems = (check, values, place) => {
  const { shape, path, isRendered: isRendered2, isIncomplete } = place;
  if (values.length === 0 && shape.isNotEmpty) {
    const code = path.length === 1 && path[0] === "tasks" ? "empty-tasks" : "missing-property";
    check.report({ code, path, part: "key", message: `\`${path.at(-1)}\` must not be empty`, hint: "Add an entry." });
  }
  const { items } = shape;
  if (items === void 0) return;
  values.forEach((value, index) => {
    checkNode(check, value, { node: items, path: [...path, index], isRendered: isRendered2, isIncomplete });
  });
};
var checkAlternatives = (check, place) => {
  const { value } = place;
  const choice = check.schema.choiceOf(place.shape);
  if (choice.isOpen) return;
  const inner = { ...place, isRendered: place.isRendered || choice.isRendered };
  if (!fitsKinds(value, choice.kinds)) reportKind(check, { ...inner, isChosenByName: isByName(choice) }, choice.kinds);
  else if (isMapValue(value) && choice.byType) checkTyped(check, value, { place, options: choice.byType });
  else {
    const type = typeOfRendered(choice);
    if (type !== void 0) checkText(check, inner, type);
    const fitting = choice.shapes.filter(({ kinds }) => fitsKinds(value, kinds));
    const [only] = fitting;
    if (only && fitting.length === 1) checkValue2(check, { ...inner, shape: only });
  }
};
var isByName = ({ byType }) => byType !== void 0 && [...byType.keys()].every((type) => !type.includes("."));
var checkTyped = (check, value, { place, options }) => {
  const type = value["type"] ?? void 0;
  const named2 = options.get(plainText(type));
  if (type === void 0) reportMissing(check, "type", place);
  else if (named2) {
    const chosen = named2.length === 1 ? named2[0] : named2.find((shape) => fitsParts(check, value, shape));
    if (chosen) checkMap(check, value, { ...place, shape: chosen });
  } else reportType(check, { path: place.path, type: plainText(type), allowed: [...options.keys()] });
};
var fitsParts = (check, value, shape) => Object.entries(value).every(([property, part]) => {
  const node2 = shape.properties.get(property);
  if (node2 === void 0 || !isMapValue(part) || typeof part["type"] !== "string") return true;
  const types = constantsOf(check.schema.shapeOf(node2).properties.get("type"));
  return types.length === 0 || types.includes(part["type"]);
});
var checkMap = (check, value, place) => {
  const shape = isAnyTask(place.shape) ? shapeOfTask(check, value, place) : place.shape;
  if (shape === void 0) return;
  for (const property of shape.required) {
    const own2 = Object.hasOwn(value, property) ? value[property] : void 0;
    if (own2 === void 0 || own2 === null) reportMissing(check, property, place);
  }
  checkProperties(check, value, { ...place, shape });
};
var checkProperties = (check, value, place) => {
  const { shape, path, isRendered: isRendered2 = false, isIncomplete = false, severity } = place;
  for (const [property, child] of Object.entries(value)) {
    const node2 = shape.properties.get(property) ?? shape.additional;
    const at = [...path, property];
    const isUnasked = isIncomplete || property === "task" || !shape.properties.has(property);
    if (node2) checkNode(check, child, { node: node2, path: at, isRendered: isRendered2, isIncomplete: isUnasked });
    else if (!shape.isOpen && !isServerProperty(property, path)) {
      check.report({
        code: "unknown-property",
        path: at,
        part: "key",
        // The server drops a null before it checks the names.
        severity: child === null ? "warning" : severity,
        message: `Unknown property \`${property}\``,
        hint: suggestion(property, shape.properties.keys())
      });
    }
  }
};
var SERVER_PROPERTIES = /* @__PURE__ */ new Set(["tenantId", "source", "revision", "deleted", "updated"]);
var isServerProperty = (property, path) => path.length === 0 && SERVER_PROPERTIES.has(property);
var shapeOfTask = (check, value, { shape, path }) => {
  const type = value["type"];
  if (typeof type !== "string") return shape;
  const node2 = check.schema.types.get(type);
  if (node2) return check.schema.shapeOf(node2);
  reportType(check, { path, type, allowed: [...check.schema.types.keys()] });
  return void 0;
};

// src/lint/schema/validate-against-schema.ts
var validateAgainstSchema = (options) => {
  const { document, schema } = options;
  const flow = document.value;
  if (!isMapValue(flow)) return [];
  const defaults = pluginDefaultsOf(flow);
  const hasDefault = (type, property) => defaults.some((entry) => plainText(type).startsWith(entry.type) && Object.hasOwn(entry.values, property));
  const problems = [];
  const report = (finding) => void problems.push(problemOf(options, whereItRuns(flow, finding)));
  const textAt = (path, value) => document.textOf(path) ?? plainText(value);
  const version2 = options.version ?? (isAtLeast(schema.version, 1, 1) ? schema.version : void 0);
  const check = { schema, version: version2, server: options.server, hasDefault, textAt, report };
  checkNode(check, flow, { node: schema.root, path: [] });
  for (const entry of defaults) checkDefault(check, entry);
  checkEffects(check, flow, defaults);
  return problems;
};
var whereItRuns = (flow, finding) => {
  const { code, path = [] } = finding;
  const isOfRun = code === "invalid-value" || code === "value-read-differently";
  return isOfRun && neverRuns(flow, path) ? { ...finding, severity: "info" } : finding;
};
var checkDefault = (check, { type, values, path }) => {
  const node2 = check.schema.types.get(type);
  const place = { path: [...path, "values"], severity: "warning" };
  if (node2) checkProperties(check, values, { ...place, shape: check.schema.shapeOf(node2) });
};
var LISTS2 = ["pluginDefaults", "taskDefaults"];
var checkEffects = (check, flow, defaults) => {
  const known = check.schema.shapeOf(check.schema.root).properties;
  if (!LISTS2.some((key) => known.has(key))) return;
  const parts = mapNodes(flow).filter(({ path }) => !LISTS2.some((key) => key === path[0])).flatMap(({ value }) => typeof value["type"] === "string" ? [{ type: value["type"], value }] : []);
  if (parts.some(({ type }) => /\.Templat(?:e|edTask)$/.test(type))) return;
  for (const each of defaults) checkEffect(check, each, parts);
};
var checkEffect = (check, own2, parts) => {
  const { type, values, isForced, path } = own2;
  const { types } = check.schema;
  const definition = types.get(type);
  const isOf = (part) => part.type.startsWith(type) || definition !== void 0 && types.get(part.type) === definition;
  const reached = parts.filter(isOf);
  const code = "default-without-effect";
  if (reached.length === 0) {
    if (definition !== void 0 && type.includes(".runner.")) return;
    const here = [...new Set(parts.map((part) => part.type).filter((name) => name.includes(".")))];
    const message = `No part of this flow has the type \`${type}\`, so these defaults change nothing.`;
    check.report({ code, path: [...path, "type"], message, hint: suggestType(type, here) ?? nearKnown(check, type) });
  } else if (!isForced && reached.every(({ value }) => setsAll(value, values))) {
    const message = `Each part of the type \`${type}\` sets all of this itself, so these defaults change nothing.`;
    const hint = "Remove them, or add `forced: true` to override the parts.";
    check.report({ code, path: [...path, "forced"], part: "key", message, hint });
  }
};
var nearKnown = ({ schema }, type) => schema.types.has(type) ? void 0 : suggestion(type, schema.types.keys());
var setsAll = (value, defaults) => Object.entries(defaults).every(([key, child]) => Object.hasOwn(value, key) && !isMapValue(child));

// src/lint/check-suites.ts
var SUITE_RULES = rules.flatMap(({ suite }) => suite ?? []);
var checkSuites = (suites, known, version2) => suites.flatMap((suite) => {
  const { document } = suite;
  const syntax = document.documentFindings.map((finding) => ({ ...finding, severity: "warning" }));
  const found = isMapValue(document.value) ? SUITE_RULES.flatMap((rule) => rule(suite, known, version2)) : [];
  return [...syntax, ...found].map((finding) => problemOf(suite, finding));
});

// src/lint/validate-offline.ts
var FLOW_RULES = rules.flatMap(({ flow }) => flow ?? []);
var TREE_RULES = rules.flatMap(({ tree }) => tree ?? []);
var validateOffline = (tree, context = {}) => {
  const { version: version2, types, isKnown = () => false } = context;
  const known = symbolIndex(tree, context.server);
  const runs = TREE_RULES.map((begin) => begin());
  const problems = [...tree.flows, ...tree.brokenFlows].flatMap((flow) => {
    const checked = ruleContext(flow, { version: version2, types, isKnown: (path) => isKnown(flow.document.value, path) });
    if (checked === void 0) return syntaxProblems(flow);
    for (const run of runs) run.add(checked, known);
    const found = FLOW_RULES.flatMap((rule) => rule(checked, known));
    return [...syntaxProblems(flow), ...found.map((finding) => problemOf(flow, finding))];
  });
  const acrossFlows = runs.flatMap((run) => run.report()).map(({ flow, ...finding }) => problemOf(flow, finding));
  return [...problems, ...acrossFlows, ...checkSuites(tree.suites ?? [], known, version2)].toSorted(
    (a, b2) => comparePlaces(a, b2) || compareText(a.code, b2.code)
  );
};
var syntaxProblems = (flow) => {
  const { value, documentFindings, isReadable } = flow.document;
  const problems = documentFindings.map((finding) => problemOf(flow, finding));
  if (isMapValue(value) || !isReadable) return problems;
  const position = { line: 1, column: 1 };
  return [...problems, problemOf(flow, { code: "not-a-map", message: "This document is not a map of keys.", position })];
};

// src/lint/index.ts
var rules2 = rules.flatMap(
  ({ codes }) => Object.entries(codes).map(([code, { severity, title, why, fix, versions, examples }]) => ({
    code,
    severity,
    title,
    why,
    ...fix === void 0 ? {} : { fix },
    ...versions === void 0 ? {} : { versions },
    examples: { reported: examples.reported, accepted: examples.accepted }
  }))
);
var lintFlow = (source, { file = "flow.yml", ...options } = {}) => lint({ [file]: source }, options, /* @__PURE__ */ new Set(["unknown-flow", "listens-to-nothing"]));
var lintTree = (files, options = {}) => lint(files, options, /* @__PURE__ */ new Set());
var lint = (files, { version: version2, schema, severities = {}, strict = false }, omitted) => {
  if (version2 !== void 0 && !/^v?\d+\.\d+/.test(version2))
    throw new TypeError(`\`version\` is "${version2}": write a version of Kestra, for example "1.3".`);
  const unknown3 = Object.keys(severities).filter((code) => !isProblemCode(code));
  if (unknown3.length > 0) throw new TypeError(`\`severities\` names unknown codes: ${unknown3.join(", ")}.`);
  const texts = new Map(Object.entries(files).map(([file, text]) => [file, text.replace(/^\uFEFF/, "")]));
  const loaded = schema === void 0 ? void 0 : loadFlowSchema(schema);
  const known = version2 === void 0 ? loaded?.version : versionOf(version2);
  const tree = readTexts(texts);
  const context = { version: known, types: loaded?.outputs, isKnown: loaded && knowsConstruct(loaded) };
  const own2 = [validateOffline(tree, context), checkAgainstSchema(tree, loaded, known)];
  return finalizeFindings(
    { own: own2, server: [], others: [] },
    {
      severities,
      sourceOf: (file) => texts.get(file),
      omitted,
      accepted: /* @__PURE__ */ new Set(),
      isStrict: strict,
      // Each finding keeps its own place, also where the version is not known.
      isServerKnown: true,
      listedWhole: []
    }
  ).map(publicFinding);
};
var readTexts = (texts) => {
  const all2 = [...texts].map(([file, text]) => ({ file, document: parseYaml(text) }));
  const { suites = [], flows = [] } = Object.groupBy(all2, ({ file, document }) => {
    const { isReadable, value, source } = document;
    return (isReadable ? looksLikeSuite(file, value) : hasLinesOfSuite(file, source)) ? "suites" : "flows";
  });
  const named2 = flows.flatMap(({ file, document }) => {
    const { id, namespace: namespace2, value } = document;
    return id === void 0 || namespace2 === void 0 || !isMapValue(value) ? [] : [{ file, document, id, namespace: namespace2 }];
  });
  const namedFiles = new Set(named2.map(({ file }) => file));
  return {
    flows: named2,
    brokenFlows: flows.filter(({ file }) => !namedFiles.has(file)),
    suites: suites.map(({ file, document }) => readSuite(file, document)),
    desired: { resources: named2.map(({ namespace: namespace2, id }) => ({ kind: "flow", namespace: namespace2, name: id })) }
  };
};
var checkAgainstSchema = ({ flows, brokenFlows }, schema, version2) => schema === void 0 ? [] : [...flows, ...brokenFlows].flatMap(
  ({ file, document }) => validateAgainstSchema({ file, document, schema, version: version2 })
);
var publicFinding = ({
  code,
  severity,
  message,
  hint,
  file = "",
  line = 1,
  column = 1,
  ...end
}) => ({
  code,
  severity,
  message,
  ...hint === void 0 ? {} : { fix: hint },
  file,
  line,
  column,
  ...end.endLine === void 0 ? {} : { endLine: end.endLine },
  ...end.endColumn === void 0 ? {} : { endColumn: end.endColumn }
});
export {
  lintFlow,
  lintTree,
  rules2 as rules
};
