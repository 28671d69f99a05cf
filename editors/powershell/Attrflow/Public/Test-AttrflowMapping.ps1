function Test-AttrflowMapping {
    <#
    .SYNOPSIS
    Checks attribute mappings and returns what is wrong with them.

    .DESCRIPTION
    Checks exports of a synchronization schema, mapping files in TOML, connectors, or one expression. Each error and each warning
    is an object with its location, its code, and how to fix it. With -Quiet the result is whether there is no error.

    .PARAMETER Path
    Files, folders, or names of connectors.

    .PARAMETER InputObject
    A file, a path, or a synchronization schema as an object, such as the output of
    Get-MgServicePrincipalSynchronizationJobSchema.

    .PARAMETER Expression
    An expression to check instead of files.

    .PARAMETER Dialect
    The expression dialect; without it, it is inferred from the source and the target of the mapping.

    .PARAMETER MinLevel
    The minimum severity to return.

    .PARAMETER Select
    Only diagnostics with these codes.

    .PARAMETER Ignore
    No diagnostics with these codes.

    .PARAMETER Quiet
    Return whether there is no error, and nothing else.

    .EXAMPLE
    Test-AttrflowMapping export.json

    Checks an export.

    .EXAMPLE
    Get-ChildItem *.json | Test-AttrflowMapping | Where-Object Severity -eq 'error' | Group-Object Code

    Counts the errors of several exports by their codes.

    .EXAMPLE
    Get-MgServicePrincipalSynchronizationJobSchema -ServicePrincipalId $id -SynchronizationJobId $job | Test-AttrflowMapping

    Checks the schema of a job without a file.

    .EXAMPLE
    Test-AttrflowMapping -Expression 'Join(" ", [givenName], [surname])' -Quiet

    Says whether an expression has no error.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('Attrflow.Diagnostic', [bool])]
    param(
        [Parameter(ParameterSetName = 'Path', Mandatory = $true, Position = 0)]
        [string[]] $Path,

        [Parameter(ParameterSetName = 'Object', Mandatory = $true, ValueFromPipeline = $true)]
        [object] $InputObject,

        [Parameter(ParameterSetName = 'Expression', Mandatory = $true)]
        [string] $Expression,

        [ValidateSet('entra', 'cloud-sync', 'connect')]
        [string] $Dialect,

        [ValidateSet('error', 'warning', 'info')]
        [string] $MinLevel = 'warning',

        [string[]] $Select,

        [string[]] $Ignore,

        [switch] $Quiet
    )

    begin {
        $options = @('--min-level', $MinLevel)
        if ($Dialect) { $options += '--dialect', $Dialect }
        if ($Select) { $options += '--select', ($Select -join ',') }
        if ($Ignore) { $options += '--ignore', ($Ignore -join ',') }
        $failed = $false
    }

    process {
        try {
            $found = switch ($PSCmdlet.ParameterSetName) {
                'Expression' {
                    Invoke-Check -Argument ($options + '--expression', '-') -InputText $Expression -Target $Expression
                }
                'Path' {
                    $paths = @($Path | ForEach-Object { Resolve-MappingPath $_ })
                    Invoke-Check -Argument ($options + '--' + $paths) -Target $Path
                }
                'Object' {
                    if ($InputObject -is [string] -or $InputObject -is [System.IO.FileSystemInfo]) {
                        $name = if ($InputObject -is [string]) { $InputObject } else { $InputObject.FullName }
                        Invoke-Check -Argument ($options + '--' + (Resolve-MappingPath $name)) -Target $InputObject
                    } else {
                        $text = ConvertTo-Json -InputObject (ConvertTo-PlainValue -Value $InputObject -Depth 64) -Depth 100
                        Invoke-Check -Argument ($options + '--stdin-filename', 'schema.json', '-') -InputText $text -Target $InputObject
                    }
                }
            }
        } catch {
            $failed = $true
            $PSCmdlet.WriteError($_)
            return
        }
        foreach ($diagnostic in $found) {
            if ($diagnostic.severity -eq 'error') { $failed = $true }
            if (-not $Quiet) { ConvertTo-DiagnosticObject -Diagnostic $diagnostic }
        }
    }

    end {
        if ($Quiet) { -not $failed }
    }
}
