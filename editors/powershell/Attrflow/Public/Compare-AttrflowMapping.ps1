function Compare-AttrflowMapping {
    <#
    .SYNOPSIS
    Compares the meaning of two mapping files.

    .DESCRIPTION
    Returns an object for each change: which target, what of it, and what it was and is. With records it also returns how many
    payloads change.

    .PARAMETER ReferenceMapping
    The old mapping file, or the name of a connector.

    .PARAMETER DifferenceMapping
    The new mapping file, or the name of a connector.

    .PARAMETER Record
    Records to run through both mappings: objects, hashtables, or strings of JSON.

    .PARAMETER CamelCase
    Begin the names of attributes with a small letter, as Microsoft Graph does: for objects of Get-MgUser.

    .EXAMPLE
    Compare-AttrflowMapping before.json after.json

    Shows what a change of a mapping means.

    .EXAMPLE
    Import-Csv users.csv | Compare-AttrflowMapping before.json after.json | Where-Object Topic -eq 'impact'

    Counts the users whose payloads change.
    #>
    [CmdletBinding()]
    [OutputType('Attrflow.Change')]
    param(
        [Parameter(Mandatory = $true, Position = 0)]
        [string] $ReferenceMapping,

        [Parameter(Mandatory = $true, Position = 1)]
        [string] $DifferenceMapping,

        [Parameter(ValueFromPipeline = $true)]
        [object] $Record,

        [switch] $CamelCase
    )

    begin {
        $lines = New-Object System.Collections.ArrayList
    }

    process {
        if ($null -ne $Record) {
            [void] $lines.Add((ConvertTo-RecordLine -Record $Record -CamelCase $CamelCase))
        }
    }

    end {
        $arguments = @('diff', '--format', 'json')
        if ($lines.Count -gt 0) { $arguments += '--records', '-' }
        $arguments += '--', (Resolve-MappingPath $ReferenceMapping), (Resolve-MappingPath $DifferenceMapping)
        $text = if ($lines.Count -gt 0) { ($lines -join "`n") + "`n" } else { '' }
        $run = Invoke-AttrflowProgram -Argument $arguments -InputText $text
        if (-not $run.Output.Trim()) {
            $PSCmdlet.ThrowTerminatingError((New-AttrflowRunError -Run $run -Target $DifferenceMapping))
        }
        $report = ConvertFrom-AttrflowJson -Json $run.Output
        foreach ($change in @($report.changes)) {
            $result = New-Object PSObject -Property ([ordered] @{
                    Object  = $change.object
                    Target  = $change.target
                    Topic   = $change.topic
                    Old     = $change.old
                    New     = $change.new
                    Details = @($change.details)
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Change')
            $result
        }
        $impact = $report.impact
        if ($impact) {
            $result = New-Object PSObject -Property ([ordered] @{
                    Object  = $null
                    Target  = $null
                    Topic   = 'impact'
                    Old     = $impact.records
                    New     = $impact.changed
                    Details = @("$($impact.changed) of $($impact.records) payloads change")
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Change')
            $result
        }
    }
}
