const [major] = process.versions.node.split('.')
if (major !== process.env['INPUT_NODE-VERSION']) throw new Error(`Node.js ${major} is here`)
