import { describe, expect, it } from 'vitest'
import { differencesOf, inventoryOf } from '../../scripts/compare-kestra/inventory.ts'
import { readClasses } from '../../scripts/compare-kestra/read-classes.ts'
import { describeDifferences, TABLES } from '../../scripts/compare-kestra/report.ts'

/** As `javap -p -c` prints it. */
const core = (more: string, argument: string, filter = 'chunk', input = 'STRING'): string => `Compiled from "Task.java"
public abstract class io.kestra.core.models.tasks.Task implements io.kestra.core.models.tasks.TaskInterface {
  private static final org.slf4j.Logger log;

  protected java.lang.String id;

  protected io.kestra.core.models.property.Property<java.time.Duration> timeout;

  public java.lang.String getId();
    Code:
       0: aload_0
}
Compiled from "Log.java"
public class io.kestra.plugin.core.log.Log extends io.kestra.core.models.tasks.Task implements io.kestra.core.models.tasks.RunnableTask<io.kestra.core.models.tasks.VoidOutput> {
  private java.lang.Object message;
${more}
  public io.kestra.core.models.tasks.VoidOutput run(io.kestra.core.runners.RunContext) throws java.lang.Exception;
    Code:
       0: ldc           #7                  // String no property
}
Compiled from "Helper.java"
public class io.kestra.plugin.core.log.Helper {
  private java.lang.String nothing;
}
Compiled from "Type.java"
public final class io.kestra.core.models.flows.Type extends java.lang.Enum<io.kestra.core.models.flows.Type> {
  public static final io.kestra.core.models.flows.Type ${input};

  private final java.lang.Class<?> cls;
}
Compiled from "Extension.java"
public class io.kestra.core.runners.pebble.Extension extends io.pebbletemplates.pebble.extension.AbstractExtension {
  private io.kestra.core.runners.pebble.functions.SecretFunction secretFunction;

  public java.util.Map<java.lang.String, io.pebbletemplates.pebble.extension.Filter> getFilters();
    Code:
       8: aload_1
       9: ldc           #203                // String ${filter}
      11: new           #204                // class io/kestra/core/runners/pebble/filters/ChunkFilter
      15: invokespecial #206                // Method io/kestra/core/runners/pebble/filters/ChunkFilter."<init>":()V

  public java.util.Map<java.lang.String, io.pebbletemplates.pebble.extension.Function> getFunctions();
    Code:
       9: ldc           #203                // String secret
      12: getfield      #7                  // Field secretFunction:Lio/kestra/core/runners/pebble/functions/SecretFunction;
}
Compiled from "ChunkFilter.java"
public class io.kestra.core.runners.pebble.filters.ChunkFilter implements io.pebbletemplates.pebble.extension.Filter {
  public java.util.List<java.lang.String> getArgumentNames();
    Code:
       0: ldc           #7                  // String ${argument}
}
`

const inventory = (text: string) => inventoryOf(readClasses(text))
const before = inventory(core('', 'size'))

describe('the inventory of a core', () => {
  it('holds types with their properties, types of inputs, and what Pebble has with its arguments', () => {
    expect(before.types).toEqual(new Map([['io.kestra.plugin.core.log.Log', ['id', 'message', 'timeout']]]))
    expect(before.inputs).toEqual(new Map([['STRING', []]]))
    expect(before.filters).toEqual(new Map([['chunk', ['size']]]))
    expect(before.functions).toEqual(new Map([['secret', []]]))
  })
})

describe('the differences of two', () => {
  const now = inventory(core('  private java.lang.String level;\n', 'length', 'slice', 'ION'))

  it('are not the same', () => {
    expect(differencesOf(before, before)).toEqual([])
  })

  it('are what came, went and changed', () => {
    expect(
      differencesOf(before, now).map(({ name, change, added }) => `${change} ${name} ${added.join()}`.trim()),
    ).toEqual([
      'changed io.kestra.plugin.core.log.Log level',
      'added ION',
      'removed STRING',
      'removed chunk',
      'added slice',
    ])
    expect(differencesOf(before, inventory(core('', 'length')))).toEqual([
      { subject: 'filters', name: 'chunk', change: 'changed', added: ['length'], removed: ['size'] },
    ])
  })

  it('name the tables that hold the name', () => {
    const report = describeDifferences(['1', '2'], differencesOf(before, now), (file) =>
      file === 'src/pebble/signatures.ts' ? 'chunk' : '',
    )
    expect(report).toContain('removed `chunk` (in `src/pebble/signatures.ts`)')
    expect(report).toContain('added `slice`\n')
    expect(Object.values(TABLES).flat().length).toBeGreaterThan(5)
  })
})
