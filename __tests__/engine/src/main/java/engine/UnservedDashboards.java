package engine;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;

/** Routes on charts and their data: the engine has no executions to draw. */
@Controller("/api/v1/{tenant}/dashboards")
public class UnservedDashboards {
    @Post("/charts/export/to-csv")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<?> exportChart() {
        return Unserved.route("exportChartToCsv");
    }

    @Post("/charts/preview")
    public HttpResponse<?> previewChart() {
        return Unserved.route("previewChart");
    }

    @Post("/validate/chart")
    @Consumes(MediaType.APPLICATION_YAML)
    public HttpResponse<?> validateChart() {
        return Unserved.route("validateChart");
    }

    @Post("/{id}/charts/{chartId}")
    public HttpResponse<?> chartData() {
        return Unserved.route("getDashboardChartData");
    }

    @Post("/{id}/charts/{chartId}/export/to-csv")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<?> exportChartData() {
        return Unserved.route("exportDashboardChartDataToCSV");
    }

    @Controller("/api/v1/{tenant}/dashboards/settings")
    @Requires(property = Generation.PROPERTY, value = Generation.OF_2)
    static class Of2 {
        @Get("/default-dashboards")
        public HttpResponse<?> defaults() {
            return Unserved.route("getDefaultDashboards");
        }
    }
}
