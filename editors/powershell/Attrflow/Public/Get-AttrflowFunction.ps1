function Get-AttrflowFunction {
    <#
    .SYNOPSIS
    Finds functions of the expression language, by name, by their names in other languages, or by what they do.

    .PARAMETER Name
    A name, or words for what is to be done; without it, all functions.

    .PARAMETER Dialect
    Only functions of this dialect.

    .EXAMPLE
    Get-AttrflowFunction 'last characters'

    Finds a function for a task.

    .EXAMPLE
    Get-AttrflowFunction Join | Format-List

    Shows the page of a function.
    #>
    [CmdletBinding()]
    [OutputType('Attrflow.Function')]
    param(
        [Parameter(Position = 0, ValueFromPipeline = $true)]
        [string] $Name,

        [ValidateSet('entra', 'cloud-sync', 'connect')]
        [string] $Dialect
    )

    process {
        $arguments = @('functions', '--format', 'json')
        if ($Dialect) { $arguments += '--dialect', $Dialect }
        if ($Name) { $arguments += '--', $Name }
        try {
            $run = Invoke-AttrflowProgram -Argument $arguments
        } catch {
            $PSCmdlet.WriteError($_)
            return
        }
        if ($run.ExitCode -ne 0) {
            $PSCmdlet.WriteError((New-AttrflowRunError -Run $run -Target $Name))
            return
        }
        $report = ConvertFrom-AttrflowJson -Json $run.Output
        foreach ($function in @($report.functions)) {
            $result = New-Object PSObject -Property ([ordered] @{
                    Name      = $function.name
                    Signature = $function.signature
                    Summary   = $function.summary
                    Dialects  = @($function.dialects)
                    Page      = $function.page
                })
            $result.PSObject.TypeNames.Insert(0, 'Attrflow.Function')
            $result
        }
    }
}
