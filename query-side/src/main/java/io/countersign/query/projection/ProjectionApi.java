package io.countersign.query.projection;

import io.countersign.platform.security.Caller;
import io.countersign.platform.security.Permission;
import io.countersign.platform.web.ErrorCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Operations")
@RestController
class ProjectionApi {
    private final ProjectionHealth health;
    private final Rebuilds rebuilds;

    ProjectionApi(ProjectionHealth health, Rebuilds rebuilds) {
        this.health = health;
        this.rebuilds = rebuilds;
    }

    @Operation(summary = "Read the progress of each projection")
    @GetMapping("/api/admin/projections")
    List<ProjectionStatus> list(Caller caller) {
        caller.mustHave(Permission.READ_PROJECTIONS);
        return health.all();
    }

    @Operation(summary = "Rebuild a projection from all events; reads continue meanwhile")
    @PostMapping("/api/admin/projections/{name}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ProjectionStatus rebuild(@PathVariable("name") String name, Caller caller) {
        caller.mustHave(Permission.CHANGE_PROJECTIONS);
        Projection projection = rebuilds.projection(name)
                .orElseThrow(() -> ErrorCode.PROJECTION_NOT_FOUND.because("There is no such projection"));
        rebuilds.begin(projection);
        return health.of(name);
    }
}
