package engine;

import java.util.List;

import io.kestra.core.models.executions.LogEntry;
import io.kestra.core.services.ExecutionLogService;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** What the tasks of an execution logged, from 2.0 on; that of `kind=TEST` is not stored. */
@Controller("/api/v1/{tenant}/logs")
@ExecuteOn(TaskExecutors.BLOCKING)
public class LogsOf2 {
    private final ExecutionLogService logs;

    LogsOf2(ExecutionLogService logs) {
        this.logs = logs;
    }

    @Get("/{executionId}")
    public List<LogEntry> list(String tenant, String executionId) {
        return logs.getExecutionLogs(tenant, executionId, null, null, null, null, true);
    }

    /** What tells the lines of one execution from others lies in the web server, which Maven Central does not have. */
    @Get("/{executionId}/follow")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    public HttpResponse<?> follow() {
        return Unserved.route("followLogsFromExecution");
    }
}
