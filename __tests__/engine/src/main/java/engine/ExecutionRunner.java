package engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.runners.FlowInputOutput;
import io.kestra.core.services.ExecutionService;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Begins an execution as a server does and waits for its end; only where the executor and a worker run. */
@Controller("/_control")
public class ExecutionRunner {
    private static final Duration LONGEST = Duration.ofSeconds(25);

    record Asked(String tenant, String namespace, String flowId, Map<String, String> inputs) {
    }

    private final FlowRepositoryInterface flows;
    private final FlowInputOutput inputOutput;
    private final ExecutionService executions;

    ExecutionRunner(FlowRepositoryInterface flows, FlowInputOutput inputOutput, ExecutionService executions) {
        this.flows = flows;
        this.inputOutput = inputOutput;
        this.executions = executions;
    }

    /** `refused` where no execution begins, else its `state` and those of its tasks; `RUNNING` of one that does not end in time. */
    @Post("/run")
    @ExecuteOn(TaskExecutors.BLOCKING)
    public Map<String, Object> run(@Body Asked asked) {
        Flow flow = flows.findById(asked.tenant(), asked.namespace(), asked.flowId()).orElseThrow();
        Execution begun;
        try {
            begun = Execution.newExecution(
                flow, (of, execution) -> inputOutput.readExecutionInputs(of, execution, asked.inputs()), List.of(), Optional.empty());
        } catch (RuntimeException refusal) {
            return Map.of("refused", String.valueOf(refusal.getMessage()));
        }
        Execution ended;
        long start = System.nanoTime();
        try {
            ended = executions.runAndWait(begun, flow, LONGEST);
        } catch (RuntimeException tooLate) {
            if (System.nanoTime() - start < LONGEST.toNanos()) {
                throw tooLate;
            }
            return Map.of("state", "RUNNING", "tasks", List.of());
        }
        return Map.of(
            "state", ended.getState().getCurrent().name(),
            "tasks", Optional.ofNullable(ended.getTaskRunList()).orElse(List.of()).stream()
                .map(run -> Map.of("id", run.getTaskId(), "state", run.getState().getCurrent().name())).toList()
        );
    }
}
