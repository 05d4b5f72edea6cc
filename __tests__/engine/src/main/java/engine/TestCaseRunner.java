package engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.ExecutionKind;
import io.kestra.core.models.executions.ExecutionTrigger;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.runners.FlowInputOutput;
import io.kestra.core.runners.RunContextFactory;
import io.kestra.core.runners.RunVariables;
import io.kestra.core.storages.StorageContext;
import io.kestra.core.storages.StorageInterface;
import io.kestra.core.test.TestState;
import io.kestra.core.test.flow.*;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;

/** One case of a suite: an execution with its fixtures, then its assertions in what has become of it. */
@Singleton
public class TestCaseRunner {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /**
     * @param state what Kestra makes of the assertions alone.
     * @param executionState null where nothing began.
     * @param expectedState the one that the case asks for.
     */
    @Introspected
    record Verdict(
        String id, TestState state, @Nullable String executionState, String expectedState, List<AssertionResult> assertions,
        List<AssertionRunError> errors
    ) {
    }

    private final FlowInputOutput inputOutput;
    private final ExecutionQueues queues;
    private final ExecutionEnds ends;
    private final RunContextFactory contexts;
    private final StorageInterface storage;

    TestCaseRunner(
        FlowInputOutput inputOutput, ExecutionQueues queues, ExecutionEnds ends, RunContextFactory contexts, StorageInterface storage
    ) {
        this.inputOutput = inputOutput;
        this.queues = queues;
        this.ends = ends;
        this.contexts = contexts;
        this.storage = storage;
    }

    static Verdict disabled(UnitTest test) {
        return new Verdict(test.getId(), TestState.SKIPPED, null, ExpectedStates.of(test), List.of(), List.of());
    }

    Verdict run(UnitTest test, Flow flow) {
        if (test.isDisabled()) {
            return disabled(test);
        }
        Execution begun;
        try {
            begun = withFixtures(flow, Optional.ofNullable(test.getFixtures()).orElseGet(Fixtures::new));
        } catch (RuntimeException | IOException refusal) {
            return error(test, null, refusal);
        }
        queues.begin(begun);
        Optional<Execution> ended = ends.await(begun, flow, LONGEST);
        if (ended.isEmpty()) {
            queues.kill(begun, true);
            return error(test, "RUNNING", new IllegalStateException("It has not ended within " + LONGEST));
        }
        return judge(test, flow, ended.get());
    }

    private Verdict judge(UnitTest test, Flow flow, Execution ended) {
        List<AssertionResult> results = new ArrayList<>();
        List<AssertionRunError> errors = new ArrayList<>();
        String state = ended.getState().getCurrent().name();
        try {
            for (Assertion assertion : Optional.ofNullable(test.getAssertions()).orElse(List.of())) {
                Assertion.AssertionRunResult ran = assertion.run(contexts.of(flow, ended));
                results.addAll(ran.results());
                errors.addAll(ran.errors());
            }
        } catch (RuntimeException thrown) {
            return error(test, state, thrown);
        }
        TestState verdict = UnitTestResult.of(test.getId(), test.getType(), ended.getId(), null, results, errors, null).state();
        return new Verdict(test.getId(), verdict, state, ExpectedStates.of(test), results, errors);
    }

    private Execution withFixtures(Flow flow, Fixtures fixtures) throws IOException {
        Execution empty = Execution.newExecution(flow, null, List.of(), Optional.empty(), ExecutionKind.TEST);
        Map<String, Object> inputs = Optional.ofNullable(fixtures.getInputs()).orElse(Map.of());
        Execution execution = empty.withInputs(inputOutput.readExecutionInputs(flow, empty, inputs)).withFixtures(fixtures.getTasks());
        if (fixtures.getTrigger() != null) {
            execution = execution.withTrigger(trigger(fixtures.getTrigger()));
        }
        return fixtures.getFiles() == null ? execution : withFiles(execution, flow, fixtures.getFiles());
    }

    private static ExecutionTrigger trigger(TriggerFixture fixture) {
        return ExecutionTrigger.builder().id(fixture.getId()).type(fixture.getType()).variables(fixture.getVariables()).build();
    }

    /** They are stored with the execution, and `files` names them: a variable that the engine's own context makes of this key. */
    private Execution withFiles(Execution execution, Flow flow, Map<String, String> files) throws IOException {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            URI place = URI.create(StorageContext.forExecution(execution).getExecutionStorageURI() + "/fixtures/" + file.getKey());
            byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
            addresses.put(file.getKey(), storage.put(execution.getTenantId(), execution.getNamespace(), place, new ByteArrayInputStream(content)).toString());
        }
        Map<String, Object> variables = new LinkedHashMap<>(Optional.ofNullable(flow.getVariables()).orElse(Map.of()));
        variables.put(RunVariables.FIXTURE_FILES_KEY, addresses);
        return execution.withVariables(variables);
    }

    private static Verdict error(UnitTest test, @Nullable String executionState, Exception thrown) {
        AssertionRunError error = new AssertionRunError(thrown.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
        return new Verdict(test.getId(), TestState.ERROR, executionState, ExpectedStates.of(test), List.of(), List.of(error));
    }
}
